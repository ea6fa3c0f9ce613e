import { readBlocks } from "./read-blocks.ts";
import { readSections } from "./read-sections.ts";

const TEXT = `---
id: a
---

# A ↔ B

Prose that
goes on, \`code\` included.

## 1. Where

- one
- two

  \`\`\`yaml
  key: "a"   # kept
  \`\`\`

~~~yaml
open: true
`;

const blocks = readBlocks({ name: "a.md", text: TEXT });

it("reads prose by its spans and everything else by its lines, each with its place", () => {
  expect(blocks).toEqual([
    { kind: "lines", line: 1, language: "yaml", lines: ["---", "id: a", "---"] },
    { kind: "heading", line: 5, level: 1, spans: [{ text: "A ↔ B" }] },
    {
      kind: "prose",
      line: 7,
      spans: [{ text: "Prose that goes on, " }, { text: "code", voice: "code" }, { text: " included." }],
    },
    { kind: "heading", line: 10, level: 2, spans: [{ text: "1. Where" }] },
    { kind: "prose", line: 12, spans: [{ text: "one" }], depth: 1, marker: "–" },
    { kind: "prose", line: 13, spans: [{ text: "two" }], depth: 1, marker: "–" },
    { kind: "lines", line: 16, language: "yaml", lines: ['  key: "a"   # kept'] },
    { kind: "lines", line: 20, language: "yaml", lines: ["open: true", ""] },
  ]);
});

it.each([
  ["a.md", TEXT],
  ["windows.md", TEXT.replaceAll("\n", "\r\n")],
  [
    "html.md",
    "# A\n\n<b>\nraw\n</b>\n\n> quoted\n> ```yaml\n> a: 1\n> ```\n\n| a | b |\n|---|---|\n| 1 | 2 |\n",
  ],
  ["bare.yaml", "a: 1\n\n# note\n"],
  ["empty.md", ""],
])("shows lines of %s as they are written", (name, text) => {
  const written = text.split(/\r\n|\n/);
  for (const block of readBlocks({ name, text }))
    if (block.kind === "lines")
      expect(block.lines).toEqual(written.slice(block.line - 1, block.line - 1 + block.lines.length));
});

it("finds sections by their headings", () => {
  expect(readSections("a.md", blocks)).toEqual([{ title: "Where", number: "1", file: "a.md", line: 10 }]);
  expect(readSections("b.yaml", [])).toEqual([{ title: "b.yaml", file: "b.yaml", line: 1 }]);
});
