import { noSeenKeys, seeKey } from "./seen-keys.ts";

const DAY_MS = 24 * 3_600_000;
const START_MS = Date.UTC(2024, 0, 15);

const key = (n: number): Uint32Array =>
  Uint32Array.of(Math.imul(n, 0x9e3779b1), n, n, Math.imul(n, 0x85ebca6b));

it("knows a key for 24 hours from its first use", () => {
  const seen = noSeenKeys();
  const uses = [0, 1, DAY_MS - 1000, DAY_MS, DAY_MS + 1, 2 * DAY_MS - 1000, 2 * DAY_MS];
  expect(uses.map((ms) => seeKey(seen, key(1), START_MS + ms))).toEqual([
    false,
    true,
    true,
    false,
    true,
    true,
    false,
  ]);
});

it("tells keys apart that share a slot", () => {
  const seen = noSeenKeys();
  const [one, other] = [Uint32Array.of(1, 0, 0, 7), Uint32Array.of(2, 0, 0, 7)];
  expect([one, other, one, other].map((each) => seeKey(seen, each, START_MS))).toEqual([
    false,
    false,
    true,
    true,
  ]);
});

it("keeps the last thousands and no more room than that, through a snapshot", () => {
  let seen = noSeenKeys();
  for (let n = 1; n <= 20_000; n++) {
    expect(seeKey(seen, key(n), START_MS)).toBe(false);
    if (n % 3_000 === 0) seen = structuredClone(seen);
  }
  for (let n = 20_000; n > 16_000; n--) expect(seeKey(seen, key(n), START_MS)).toBe(true);
  expect(seeKey(seen, key(1), START_MS)).toBe(false);
  expect(seen.recent.length + seen.older.length).toBe(2 * 8_192 * 3);
});
