import { decodeBody } from "./decode-body.ts";
import { jsonOf } from "./json-of.ts";

const base64 = (bytes: string | number[]) => Buffer.from(bytes as string).toString("base64");

describe("a message's body", () => {
  it.each([
    ["no body field", {}, { state: "absent" }],
    ["no body field but a size of zero", { bodyBytes: 0 }, { state: "absent" }],
    ["null of unknown size", { body: null }, { state: "absent" }],
    ["null of no bytes", { body: null, bodyBytes: 0 }, { state: "empty" }],
    ["null of four bytes", { body: null, bodyBytes: 4 }, { state: "json", value: null }],
    ["an object", { body: { a: 1 } }, { state: "json", value: { a: 1 } }],
    ["false", { body: false }, { state: "json", value: false }],
    ["a string", { body: "" }, { state: "json", value: "" }],
    ["text", { bodyText: "{}" }, { state: "text", text: "{}" }],
    ["empty text", { bodyText: "" }, { state: "empty" }],
    ["bytes", { bodyBase64: base64('{"é":1}') }, { state: "text", text: '{"é":1}' }],
    ["no bytes", { bodyBase64: "" }, { state: "empty" }],
    ["bytes without padding", { bodyBase64: "e30" }, { state: "text", text: "{}" }],
    ["compressed bytes", { bodyBase64: base64([0x1f, 0x8b, 8, 0]) }, { state: "truncated" }],
    ["truncated text", { bodyText: '{"a":', bodyTruncated: true }, { state: "truncated" }],
    ["text beside a null", { bodyText: "x", body: null, bodyTruncated: false }, { state: "text", text: "x" }],
  ])("%s", (_, message, expected) => expect(decodeBody(message, "/data/request")).toEqual(expected));

  it.each([
    [{ body: {}, bodyText: "{}" }, "/data/request"],
    [{ body: {}, bodyBase64: "e30=" }, "/data/request"],
    [{ bodyText: "{}", bodyBase64: "e30=" }, "/data/request"],
    [{ bodyText: 1 }, "/data/request/bodyText"],
    [{ bodyBase64: 1 }, "/data/request/bodyBase64"],
    [{ bodyBase64: "e3!0" }, "/data/request/bodyBase64"],
    [{ bodyBase64: "e30==" }, "/data/request/bodyBase64"],
    [{ bodyBase64: "e" }, "/data/request/bodyBase64"],
    [{ bodyTruncated: "yes" }, "/data/request/bodyTruncated"],
  ])("refuses %j", (message, pointer) =>
    expect(() => decodeBody(message, "/data/request")).toThrow(
      expect.objectContaining({ reason: "INVALID_EVENT", pointer }),
    ),
  );
});

describe("jsonOf", () => {
  it.each([
    [{ state: "absent" }, undefined],
    [{ state: "truncated" }, undefined],
    [{ state: "empty" }, undefined],
    [
      { state: "json", value: null },
      { ok: true, value: null },
    ],
    [
      { state: "text", text: "[1]" },
      { ok: true, value: [1] },
    ],
    [
      { state: "text", text: "\ufeff{}" },
      { ok: true, value: {} },
    ],
    [
      { state: "text", text: "{" },
      { ok: false, reason: "NOT_JSON" },
    ],
    [
      { state: "text", text: " " },
      { ok: false, reason: "NOT_JSON" },
    ],
    [{ state: "text", text: "\u001f\ufffd\b\u0000" }, undefined],
    [{ state: "text", text: "[".repeat(65) + "]".repeat(65) }, undefined],
  ] as const)("%j", (body, expected) => expect(jsonOf({ ...body })).toEqual(expected));

  it("parses once", () => {
    const body = { state: "text" as const, text: '{"a":{}}' };
    const [first, second] = [jsonOf(body), jsonOf(body)];
    expect(first).toBe(second);
  });
});
