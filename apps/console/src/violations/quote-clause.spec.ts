import { quoteClause } from "./quote-clause.ts";

const text = Array.from({ length: 12 }, (_, index) => `line ${index + 1}`).join("\n");
const files = [
  { name: "a.md", text },
  { name: "b.md", text: "one\r\ntwo\rthree" },
];

it.each([
  [
    "the middle",
    6,
    2,
    ["line 2", "line 3", "line 4", "line 5", "line 6", "line 7", "line 8", "line 9", "line 10"],
  ],
  ["the first line", 1, 1, ["line 1", "line 2", "line 3", "line 4", "line 5"]],
  ["the last line", 12, 8, ["line 8", "line 9", "line 10", "line 11", "line 12"]],
])("quotes %s with its neighbours", (_name, line, firstLine, lines) => {
  expect(quoteClause(files, { file: "a.md", line })).toEqual({ file: "a.md", firstLine, line, lines });
});

it("takes every kind of line end", () => {
  expect(quoteClause(files, { file: "b.md", line: 2 })?.lines).toEqual(["one", "two", "three"]);
});

it.each([
  ["c.md", 1],
  ["a.md", 0],
  ["a.md", 13],
])("quotes nothing at %s:%i", (file, line) => {
  expect(quoteClause(files, { file, line })).toBeUndefined();
});
