import { diffPayloads } from "./diff-payloads.ts";

const json = (one: unknown, other: unknown) => diffPayloads(JSON.stringify(one), JSON.stringify(other));

test.each<[string, unknown, unknown, unknown[]]>([
  ["a value", { a: 1, b: 2 }, { a: 1, b: 3 }, [{ pointer: "/b", one: 2, other: 3 }]],
  ["members in another order", { a: 1, b: 2 }, { b: 2, a: 1 }, []],
  ["a member less", { a: 1 }, {}, [{ pointer: "/a", one: 1 }]],
  ["a member more", {}, { a: null }, [{ pointer: "/a", other: null }]],
  [
    "an item",
    { a: [1, 2] },
    { a: [1, 3, 4] },
    [
      { pointer: "/a/1", one: 2, other: 3 },
      { pointer: "/a/2", other: 4 },
    ],
  ],
  ["another kind", { a: [] }, { a: {} }, [{ pointer: "/a", one: [], other: {} }]],
  ["odd names", { "a/b~": 1 }, { "a/b~": 2 }, [{ pointer: "/a~1b~0", one: 1, other: 2 }]],
  [
    "a name that objects have",
    { __proto__x: 1 },
    { toString: 1 },
    [
      { pointer: "/__proto__x", one: 1 },
      { pointer: "/toString", other: 1 },
    ],
  ],
  ["the whole", 1, "1", [{ pointer: "", one: 1, other: "1" }]],
])("%s", (_name, one, other, changes) => {
  const difference = json(one, other);
  expect(difference).toMatchObject({ kind: "json", count: changes.length, changes });
});

test("marks the lines of what differs, and of what stands in it", () => {
  const { one, other } = json({ id: 1, data: { a: [1], b: 2 } }, { id: 1, data: { a: [1], b: { c: 3 } } });
  const marked = (lines: typeof one) => lines.filter(({ differs }) => differs).map(({ text }) => text);
  expect(one.map(({ text }) => text).join("\n")).toBe(
    JSON.stringify({ id: 1, data: { a: [1], b: 2 } }, undefined, 2),
  );
  expect(marked(one)).toEqual(['    "b": 2']);
  expect(marked(other)).toEqual(['    "b": {', '      "c": 3']);
});

test("the same values in other bytes are not identical", () =>
  expect(diffPayloads('{"a":1}', '{ "a": 1 }')).toMatchObject({ kind: "json", identical: false, count: 0 }));

test.each<[string, string, string, string[], string[]]>([
  ["no JSON", "a\nb\nc", "a\nx\nc", ["b"], ["x"]],
  ["a line more", "a\nc", "a\nb\nc", [], ["b"]],
  ["a line less", "a\nb\nc", "a\nc", ["b"], []],
  ["only one is JSON", "{}", "no", ["{}"], ["no"]],
  [
    "numbers that JSON cannot tell apart",
    '{"n":12345678901234567890}',
    '{"n":12345678901234567891}',
    ['{"n":12345678901234567890}'],
    ['{"n":12345678901234567891}'],
  ],
  ["too deep", "[".repeat(99) + "]".repeat(99), "[]", ["[".repeat(99) + "]".repeat(99)], ["[]"]],
  ["empty", "", "", [], []],
])("by line: %s", (_name, one, other, onlyOne, onlyOther) => {
  const difference = diffPayloads(one, other);
  const marked = (lines: typeof difference.one) =>
    lines.filter(({ differs }) => differs).map(({ text }) => text);
  expect(difference.kind).toBe("text");
  expect(marked(difference.one)).toEqual(onlyOne);
  expect(marked(difference.other)).toEqual(onlyOther);
});

test("texts too long to compare differ as a whole, between what they share", () => {
  const lines = (word: string) =>
    ["same", ...Array.from({ length: 3000 }, (_, n) => `${word}${n}`), "end"].join("\n");
  expect(diffPayloads(lines("a"), lines("b"))).toMatchObject({ kind: "text", count: 3000 });
});
