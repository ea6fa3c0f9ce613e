import fc from "fast-check";
import { binOf, mergeInto, percentile, type DurationSketch } from "./duration-sketch.ts";

const sketchOf = (durations: readonly number[]): DurationSketch => {
  const sketch: DurationSketch = {};
  for (const duration of durations) mergeInto(sketch, { [binOf(duration)]: 1 });
  return sketch;
};

const durations = fc.array(fc.double({ min: 0.01, max: 600_000, noNaN: true }), { minLength: 1 });

it("tells any percentile within 1 %", () => {
  fc.assert(
    fc.property(durations, fc.double({ min: 0, max: 1, noNaN: true }), (values, share) => {
      const sorted = values.toSorted((a, b) => a - b);
      const exact = sorted[Math.max(1, Math.ceil(share * sorted.length)) - 1]!;
      const told = percentile(sketchOf(values), share)!;
      expect(Math.abs(told - exact)).toBeLessThanOrEqual(exact * 0.0101);
    }),
  );
});

it("is the same whether durations are counted together or merged", () => {
  fc.assert(
    fc.property(durations, durations, (some, others) => {
      const merged = sketchOf(some);
      mergeInto(merged, sketchOf(others));
      expect(merged).toEqual(sketchOf([...some, ...others]));
    }),
  );
});

it("tells nothing without durations", () => {
  expect(percentile({}, 0.95)).toBeUndefined();
  expect(percentile({ 12: 0 }, 0.95)).toBeUndefined();
});

it("takes a duration of nothing", () => {
  expect(percentile(sketchOf([0]), 0.5)).toBeCloseTo(0.001, 4);
});
