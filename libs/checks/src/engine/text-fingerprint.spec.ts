import { textsWords } from "./text-fingerprint.ts";

const hexOf = (...texts: string[]): string =>
  Array.from(textsWords(texts), (word) => (word >>> 0).toString(16).padStart(8, "0")).join("");

describe("a fingerprint of texts", () => {
  it("is 128 bits, the same for the same texts", () => {
    expect(hexOf("staging", "client")).toMatch(/^[0-9a-f]{32}$/);
    expect(hexOf("staging", "client")).toBe(hexOf("staging", "client"));
  });

  it.each<[string, string[], string[]]>([
    ["another order", ["a", "b"], ["b", "a"]],
    ["another division", ["ab", "c"], ["a", "bc"]],
    ["an empty text more", ["a", ""], ["a"]],
    ["an empty text elsewhere", ["", "a"], ["a", ""]],
    ["a zero at the end", ["a"], ["a\u0000"]],
    ["characters wider than a byte", ["\u0161"], ["a"]],
  ])("differs for %s", (_, one, other) => expect(hexOf(...one)).not.toBe(hexOf(...other)));

  it("collides in no half among many near keys", () => {
    const halves = new Set<string>();
    const amount = 5_000;
    for (let index = 0; index < amount; index += 1) {
      const hex = hexOf("staging", "client", "POST", "/orders", "", `key-${index}`);
      halves.add(hex.slice(0, 16)).add(hex.slice(16));
    }
    expect(halves.size).toBe(2 * amount);
  });
});
