import { partitionOf } from "./partition-of.ts";

describe("partitionOf", () => {
  it("is a partition, the same each time, for any key", () => {
    for (const key of ["", "orders", "ü", "\ud800", "\u0000", "x".repeat(10_000)]) {
      const partition = partitionOf(key, 7);
      expect(partition).toBe(partitionOf(key, 7));
      expect([0, 1, 2, 3, 4, 5, 6]).toContain(partition);
    }
  });

  it.each([2, 3, 8, 16])("spreads keys that look alike over %i partitions", (partitions) => {
    const counts = new Array<number>(partitions).fill(0);
    for (let n = 0; n < 4000; n++) counts[partitionOf(`integration-${n}`, partitions)]! += 1;
    for (const count of counts) expect(Math.abs(count - 4000 / partitions)).toBeLessThan(800 / partitions);
  });

  it("keeps what is on disk readable: a key's partition never changes", () => {
    expect(["orders", "storefront-orders-api", "payments"].map((key) => partitionOf(key, 8)))
      .toMatchInlineSnapshot(`
     [
       1,
       7,
       5,
     ]
    `);
  });
});
