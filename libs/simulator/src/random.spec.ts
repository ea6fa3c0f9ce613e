import { createRandom } from "./random.ts";

const draw = (seed: number) => {
  const random = createRandom(seed);
  return Array.from({ length: 50 }, () => random.next());
};

describe("a seeded source of randomness", () => {
  test("gives the same sequence for the same seed, and another for another", () => {
    expect(draw(1)).toEqual(draw(1));
    expect(draw(1)).not.toEqual(draw(2));
    expect(draw(1)).not.toEqual(draw(1 + 2 ** 32));
  });

  test("reaches both ends of a range, and no further", () => {
    const random = createRandom(3);
    const numbers = new Set(Array.from({ length: 500 }, () => random.integer(-1, 2)));
    expect([...numbers].sort((one, other) => one - other)).toEqual([-1, 0, 1, 2]);
  });

  test("shuffles without loss", () => {
    const items = [1, 2, 3, 4, 5, 6, 7, 8];
    const shuffled = createRandom(5).shuffled(items);
    expect(shuffled).not.toEqual(items);
    expect([...shuffled].sort()).toEqual(items);
  });

  test("makes UUIDs of version 4", () => {
    const random = createRandom(7);
    const uuids = Array.from({ length: 200 }, () => random.uuid());
    for (const uuid of uuids)
      expect(uuid).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(new Set(uuids).size).toBe(200);
  });
});
