import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { explain } from "../errors.ts";
import { readSecretsFile } from "./secrets-file.ts";

const folder = mkdtempSync(join(tmpdir(), "clausewatch-secrets-"));
const file = join(folder, "secrets.json");
afterAll(() => rmSync(folder, { recursive: true }));

const read = (text: string) => {
  writeFileSync(file, text);
  return readSecretsFile(file);
};
const problemOf = (text: string): string => {
  try {
    read(text);
    return "";
  } catch (error) {
    return explain(error);
  }
};

describe("a file of secrets", () => {
  it("holds them by environment, and by integration around that", () => {
    expect(
      read('\ufeff{"production": ["new", "old"], "sandbox": "one", "shop-orders": {"production": ["own"]}}'),
    ).toEqual({
      common: new Map([
        ["production", ["new", "old"]],
        ["sandbox", ["one"]],
      ]),
      byIntegration: new Map([["shop-orders", new Map([["production", ["own"]]])]]),
    });
  });

  it("names all that is wrong at once, and no secret", () => {
    const problem = problemOf(
      '{"production": ["s3cret", 7, ""], "sandbox": 5, "empty": [], "shop": {}, "stock": {"live": null}}',
    );
    for (const words of [
      file,
      "production[1] is no text",
      "production[2] is empty",
      "sandbox is a list of secrets",
      "empty names no secret",
      "shop names no environment",
      "stock.live is a list of secrets",
    ])
      expect(problem).toContain(words);
    expect(problem).not.toContain("s3cret");
  });

  it.each([
    ['{"production":\n "s3cret"', "is no JSON"],
    ["s3cret", "is no JSON"],
    ['["s3cret"]', "it is no object"],
    ['"s3cret"', "it is no object"],
  ])("is refused: %j", (text, words) => {
    const problem = problemOf(text);
    expect(problem).toContain(words);
    expect(problem).not.toContain("s3cret");
  });

  it("must be there", () => {
    expect(() => readSecretsFile(join(folder, "none.json"))).toThrow("The secrets cannot be read");
  });
});
