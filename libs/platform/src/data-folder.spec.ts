import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { makeDataFolder } from "./data-folder.ts";

let place: string;
beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), "clausewatch-data-folder-"));
  writeFileSync(join(place, "file"), "");
});
afterEach(() => rmSync(place, { recursive: true, force: true }));

it("makes a folder for its owner only, once", () => {
  const folder = join(place, "a", "b");
  makeDataFolder(folder);
  makeDataFolder(folder);
  expect(statSync(folder).mode & 0o777).toBe(0o700);
});

it.each(["file", "file/below"])("says what to do where %s is in the way", (name) => {
  const folder = join(place, name);
  expect(() => makeDataFolder(folder)).toThrow(
    expect.objectContaining({ name: "UserError", message: expect.stringContaining(folder) }),
  );
});
