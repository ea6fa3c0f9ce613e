import { addKey, findKey, FIELDS, noKeys } from "./key-table.ts";

const DAY_MS = 86_400_000;
const NOW = Date.UTC(2024, 0, 15);
/** Keys that share slots and differ in their first word only. */
const key = (number: number): Uint32Array => Uint32Array.of(number + 1, 2, 3, number % 3);

describe("the table of keys", () => {
  it("finds each key's own entry, however many share a slot", () => {
    const table = noKeys();
    for (let number = 0; number < 2_000; number += 1) {
      expect(findKey(table, key(number), NOW)).toBe(-1);
      const at = addKey(table, key(number), NOW, 10_000);
      table.words[at + 4] = number;
    }
    for (let number = 0; number < 2_000; number += 1)
      expect(table.words[findKey(table, key(number), NOW) + 4]).toBe(number);
    expect(table.overflow).toBe(0);
  });

  it("forgets a key after 24 hours, and takes it in anew", () => {
    const table = noKeys();
    const at = addKey(table, key(1), NOW, 10);
    table.words[at + 4] = 7;
    expect(findKey(table, key(1), NOW + DAY_MS - 1_000)).toBe(at);
    expect(findKey(table, key(1), NOW + DAY_MS)).toBe(-1);
    const anew = addKey(table, key(1), NOW + DAY_MS, 10);
    expect(findKey(table, key(1), NOW + DAY_MS)).toBe(anew);
    expect(table.words[anew + 4]).toBe(0);
  });

  it("keeps its size where keys expire", () => {
    const table = noKeys();
    for (let number = 0; number < 20_000; number += 1)
      addKey(table, key(number), NOW + number * (DAY_MS / 100), 1_000_000);
    expect(table.words.length / FIELDS).toBeLessThanOrEqual(256);
    expect(table.overflow).toBe(0);
  });

  it("forgets the oldest quarter at its limit and counts it", () => {
    const table = noKeys();
    for (let number = 0; number < 1_001; number += 1) addKey(table, key(number), NOW + number, 1_000);
    expect(table.size).toBe(751);
    expect(table.overflow).toBe(250);
    expect(findKey(table, key(249), NOW)).toBe(-1);
    expect(findKey(table, key(250), NOW)).toBe(0);
    expect(findKey(table, key(1_000), NOW)).toBe(750 * FIELDS);
  });

  it("costs 72 bytes a key or less at its limit", () => {
    const table = noKeys();
    for (let number = 0; number < 10_000; number += 1) addKey(table, key(number), NOW, 10_000);
    expect((table.words.byteLength + table.index.byteLength) / 10_000).toBeLessThan(72);
  });
});
