import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stampSpecificationFiles } from "./stamp-specification-files.ts";

describe("the stamp of specification files", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "clausewatch-stamp-"));
    mkdirSync(join(folder, "a"));
    writeFileSync(join(folder, "a/one.md"), "1");
    writeFileSync(join(folder, "two.md"), "2");
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it.each<[string, string, (folder: string) => void]>([
    ["a file is written", "two.md", (at) => writeFileSync(join(at, "two.md"), "22")],
    ["one in a folder is written", "a", (at) => writeFileSync(join(at, "a/one.md"), "3")],
    ["one comes into a folder", "a", (at) => writeFileSync(join(at, "a/three.yaml"), "3")],
    ["one comes that a glob matches", "*.md", (at) => writeFileSync(join(at, "four.md"), "4")],
    ["one goes that a glob matches", "t*.md", (at) => rmSync(join(at, "two.md"))],
    ["the file goes", "two.md", (at) => rmSync(join(at, "two.md"))],
    ["the folder goes", "a", (at) => rmSync(join(at, "a"), { recursive: true })],
  ])("changes when %s", async (_what, spec, change) => {
    const stamp = () => stampSpecificationFiles([join(folder, spec)]);
    const before = await stamp();
    expect(await stamp()).toBe(before);
    change(folder);
    expect(await stamp()).not.toBe(before);
  });

  it("does not change with what is no specification", async () => {
    const stamp = () => stampSpecificationFiles([join(folder, "a"), join(folder, "*.md")]);
    const before = await stamp();
    writeFileSync(join(folder, "a/picture.png"), "");
    writeFileSync(join(folder, "note.txt"), "");
    expect(await stamp()).toBe(before);
  });
});
