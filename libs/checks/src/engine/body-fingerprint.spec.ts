import type { Body } from "#observation";
import { bodyWords, textWords } from "./body-fingerprint.ts";

const hexOf = (words: Readonly<Int32Array>): string =>
  Array.from(words, (word) => (word >>> 0).toString(16).padStart(8, "0")).join("");

const bodyFingerprint = (body: Body): string | undefined => {
  const words = bodyWords(body);
  return words && hexOf(words);
};

const json = (value: unknown): Body => ({ state: "json", value });
const text = (value: string): Body => ({ state: "text", text: value });

const NEAR: readonly unknown[] = [
  null,
  true,
  false,
  0,
  1,
  -1,
  0.1,
  0.2,
  0.1 + 0.2,
  0.3,
  1e300,
  4294967296,
  4294967297,
  "",
  "0",
  "1",
  "null",
  "true",
  "ab",
  "ba",
  "a\u0000b",
  [],
  {},
  [null],
  [[]],
  [{}],
  [[], []],
  [[[]]],
  [0],
  ["0"],
  [1, 2],
  [2, 1],
  [12],
  ["1", "2"],
  ["12"],
  [["1"], "2"],
  ["1", ["2"]],
  [{ a: 1 }, { b: 2 }],
  [{ a: 1, b: 2 }],
  { a: 1 },
  { a: "1" },
  { a: [1] },
  { a: null },
  { b: 1 },
  { a: 1, b: 2 },
  { a: 2, b: 1 },
  { a: { b: 1 }, c: 2 },
  { a: { c: 1 }, b: 2 },
  { a: { b: 1, c: 2 } },
  { a: {}, b: { c: 1 } },
  { a: { c: 1 }, b: {} },
  { ab: "c" },
  { a: "bc" },
  { abc: "" },
  { "": "abc" },
  { a: "x", b: "x" },
  { a: "y", b: "y" },
  { a: 1, b: 1 },
  { a: 0, b: 0 },
];

describe("a body's fingerprint", () => {
  it("is 16 hexadecimal digits", () => expect(bodyFingerprint(json({ a: 1 }))).toMatch(/^[0-9a-f]{16}$/));

  it.each<[string, Body]>([
    ["absent", { state: "absent" }],
    ["truncated", { state: "truncated" }],
    ["empty", { state: "empty" }],
    ["blank", text(" \n")],
    ["nested too deep", text("[".repeat(65) + "]".repeat(65))],
    ["no readable text", text("\u001f\ufffd\b\u0000")],
  ])("is none where the body is %s", (_, body) => expect(bodyFingerprint(body)).toBeUndefined());

  it.each<[string, Body, Body]>([
    ["members in another order", json({ a: 1, b: { c: 2, d: 3 } }), json({ b: { d: 3, c: 2 }, a: 1 })],
    ["text and its value", text('{ "a": [1, 2.50] }'), json({ a: [1, 2.5] })],
    ["zero and its negative", text("[-0]"), json([0])],
    ["the same text that is no JSON", text("a=1&b=2"), text("a=1&b=2")],
    ["a name of the prototype", text('{"__proto__": 1}'), text('{ "__proto__": 1 }')],
  ])("is the same for %s", (_, one, other) => expect(bodyFingerprint(one)).toBe(bodyFingerprint(other)));

  it("tells near values apart", () => {
    const all = NEAR.map((value) => bodyFingerprint(json(value)));
    expect(new Set(all).size).toBe(NEAR.length);
  });

  it.each<[string, Body, Body]>([
    ["a name of the prototype and none", text('{"__proto__": 1}'), text("{}")],
    ["members that change places", json({ a: [1], b: [2] }), json({ a: [2], b: [1] })],
    ["a text and a string", text("abc"), json("abc")],
    ["texts of one letter's difference", text("a=1&b=2"), text("a=1&b=3")],
    ["a text and its beginning", text("a=1&b=2"), text("a=1&b=")],
    ["a string and one with a zero more", json("abc"), json("abc\u0000")],
    ["a length and a letter that change places", json("\u0002"), json("\u0000\u0001")],
    ["letters wider than a byte", json("\u0161bc"), json("abc")],
    ["letters of which one reaches into the next", json("\u0161b"), json("ac")],
    ["wide letters behind four narrow ones", json("abcd\u0165"), json("abcde")],
    ["wide names", json({ "\u0161": 1 }), json({ a: 1 })],
  ])("differs for %s", (_, one, other) => expect(bodyFingerprint(one)).not.toBe(bodyFingerprint(other)));

  it("collides in no part among many near bodies", () => {
    const whole = new Set<string>();
    const halves = new Set<string>();
    const amount = 5_000;
    for (let index = 0; index < amount; index += 1) {
      const fingerprint = bodyFingerprint(
        json({ order: { id: index, lines: [{ sku: `S-${index % 7}` }] } }),
      )!;
      whole.add(fingerprint);
      halves.add(fingerprint.slice(0, 8)).add(fingerprint.slice(8));
    }
    expect(whole.size).toBe(amount);
    expect(halves.size).toBe(2 * amount);
  });

  it("tells every pair of letters and every single bit apart", () => {
    const seen = new Set<string>();
    for (let one = 0; one < 128; one += 1)
      for (let other = 0; other < 128; other += 1)
        seen.add(hexOf(textWords(`x${String.fromCharCode(one, other)}y`)));
    for (let bit = 0; bit < 53; bit += 1) seen.add(bodyFingerprint(json(2 ** bit))!);
    expect(seen.size).toBe(128 * 128 + 53);
  });
});
