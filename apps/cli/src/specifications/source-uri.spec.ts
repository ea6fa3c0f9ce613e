import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { tmpdir } from "node:os";
import { sourceUri } from "./source-uri.ts";

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "clausewatch-uri-"));
  mkdirSync(join(folder, "specs"));
  writeFileSync(join(folder, "specs/a b.md"), "");
});
afterAll(() => rmSync(folder, { recursive: true }));

it.each([
  ["a file", "examples/orders/orders-integration-spec.md", "orders-integration-spec.md"],
  ["a folder", "examples/orders", "orders-integration-spec.md"],
  ["a folder with a slash", "./examples/orders/", "orders-integration-spec.md"],
])("finds %s below the working directory", (_, path, file) =>
  expect(sourceUri(path)(file)).toBe("examples/orders/orders-integration-spec.md"),
);

it("keeps the name of what lies elsewhere or is unknown, with its folders", () => {
  expect(sourceUri(join(folder, "specs/a b.md"))("a b.md")).toBe("a%20b.md");
  expect(sourceUri(relative(process.cwd(), join(folder, "specs")))("a b.md")).toBe("a%20b.md");
  expect(sourceUri("gone/*.md")("x/ü.md")).toBe("x/%C3%BC.md");
  expect(sourceUri(undefined)("x.md")).toBe("x.md");
});
