import { compilePattern } from "./pattern.ts";
import { isCheapPattern } from "./pattern-cost.ts";

describe("isCheapPattern", () => {
  it.each([
    "^\\d{5}(-\\d{4})?$",
    "^[A-Z]{2,50}$",
    "^[A-Za-z0-9_-]+$",
    "^SKU-\\d*$",
    "^(?:a|b|c)$",
    "[a-f]{8}-[a-f]{4}",
    "^(GET|POST) \\/[a-z]{1,20}$",
    "\\.pdf$",
    "^.{0,50}$",
  ])("takes %p", (pattern) => {
    expect(isCheapPattern(pattern)).toBe(true);
  });

  it.each([
    ["an endless repetition that starts anywhere", "[a-z]+x"],
    ["two endless repetitions", "^[a-z]+[a-z0-9]+$"],
    ["an endless repetition in a group", "^([a-z]+)$"],
    ["an endless repetition of a group", "^(ab)+$"],
    ["nested counts whose ways multiply", "^(a{0,20}){0,20}$"],
    ["alternatives whose ways multiply", "^(?:a|a){30}$"],
    ["a great count that starts anywhere", "a{1,1000}b"],
    ["an anchor for one alternative only", "^a|b+"],
    ["a backreference", "^(a)\\1$"],
    ["a lookahead", "^(?=a)b$"],
    ["a named group", "^(?<n>a)$"],
    ["a flag group", "(?i)abc"],
    ["a Unicode class", "^\\p{L}$"],
    ["a word boundary", "\\bword"],
    ["an unclosed group", "^(a"],
    ["a class within a class", "[[:alpha:]]"],
  ])("leaves %s to the linear engine", (_, pattern) => {
    expect(isCheapPattern(pattern)).toBe(false);
  });
});

describe("compilePattern", () => {
  it.each([
    ["^\\d{5}(-\\d{4})?$", ["12345", "12345-6789"], ["1234", "12345-", "x12345"]],
    ["^(ab)+$", ["ab", "abab"], ["", "aba"]],
    ["(?i)abc", ["xABCx"], ["ab"]],
    ["^[A-Z]\\-\\d+$", ["A-1"], ["A1"]],
  ])("%p", (pattern, good, bad) => {
    const compiled = compilePattern(pattern);
    expect(good.filter((text) => !compiled.test(text))).toEqual([]);
    expect(bad.filter((text) => compiled.test(text))).toEqual([]);
  });

  it("answers for texts that would make a backtracking engine hang", () => {
    expect(compilePattern("^(a+)+$").test(`${"a".repeat(50_000)}b`)).toBe(false);
  });

  it("refuses what the linear engine does not know", () => {
    expect(() => compilePattern("^(a)\\1$")).toThrow();
  });
});
