import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readSpecificationFiles } from "./read-specification-files.ts";

describe("reading specifications", () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "clausewatch-specs-"));
    for (const name of ["a/one", "a/.hidden", "b"]) mkdirSync(join(folder, name), { recursive: true });
    const files: Record<string, string | Buffer> = {
      "orders.md": "\ufeff# Orders",
      "a/z.yaml": "z: 1",
      "a/one/b.yml": "b: 1",
      "a/A.md": "A",
      "a/image.png": "no",
      "a/.hidden/c.md": "no",
      "big.md": " ".repeat(1024 * 1024 + 1),
      "latin.md": Buffer.from([0xe9]),
      "note.txt": "no",
    };
    for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  });
  afterAll(() => rmSync(folder, { recursive: true }));
  const read = (...specs: string[]) => readSpecificationFiles(specs.map((spec) => join(folder, spec)));

  it("takes each file and folder as a group, named from the SPEC on", async () => {
    expect(await read("orders.md", "a")).toEqual([
      [{ name: "orders.md", text: "# Orders" }],
      [
        { name: "A.md", text: "A" },
        { name: "one/b.yml", text: "b: 1" },
        { name: "z.yaml", text: "z: 1" },
      ],
    ]);
  });

  it.each([
    ["*/*.md", ["A.md"]],
    ["**/*.y*ml", ["b.yml", "z.yaml"]],
    ["order?.md", ["orders.md"]],
  ])("expands %s", async (pattern, names) => {
    expect((await read(pattern)).map((group) => group.map(({ name }) => name))).toEqual(
      names.map((name) => [name]),
    );
  });

  it.each([
    ["missing.md", "There is no specification at"],
    ["*.none", "No file matches"],
    ["b", "holds no .md"],
    ["big.md", "at most 1 MiB"],
    ["latin.md", "is not UTF-8"],
    ["note.txt", "is no specification"],
  ])("refuses %s", async (spec, words) => {
    await expect(read(spec)).rejects.toMatchObject({
      name: "UserError",
      message: expect.stringContaining(words),
    });
  });
});
