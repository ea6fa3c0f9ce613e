import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { clausewatch } from "../support/clausewatch.ts";

const MIB = 1024 * 1024;
const filled = (unit: string): string => unit.repeat(Math.floor((MIB - 100) / unit.length));

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "clausewatch-guard-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it.each([
  ["paragraphs", "a\n\n"],
  ["blocks", "```yaml\na: 1\n```\n"],
  ["quotes", "> "],
])("gives up on a document that is nothing but %s, and says which", async (name, unit) => {
  const path = join(folder, `${name}.md`);
  writeFileSync(path, `# Integration Specification: ${name}\n\n${filled(unit)}`);
  const { status, stdout, stderr } = await clausewatch(["lint", path]);
  expect([status, stdout]).toEqual([2, ""]);
  expect(stderr).toMatch(
    new RegExp(
      `^clausewatch: ${name}\\.md takes more than \\d+ (s|MiB of memory) to read\\. Take out .*\\n$`,
    ),
  );
});
