import fc from "fast-check";
import { burst, call, MINUTE, perDay, perMinute, run, T } from "./rate-limit.fixture.ts";

interface Setting {
  limit: number;
  factor: number;
  windowMs: number;
  gaps: number[];
  delays: number[];
}

const setting = (delay: fc.Arbitrary<number>): fc.Arbitrary<Setting> =>
  fc.record({
    limit: fc.integer({ min: 1, max: 8 }),
    factor: fc.constantFrom(1, 1.5, 3),
    windowMs: fc.constantFrom(1_000, MINUTE),
    gaps: fc.array(
      fc.oneof(
        fc.integer({ min: 0, max: 100 }),
        fc.integer({ min: 0, max: 20_000 }),
        fc.integer({ min: 0, max: 20 * MINUTE }),
      ),
      { minLength: 1, maxLength: 150 },
    ),
    delays: fc.array(delay, { minLength: 1, maxLength: 20 }),
  });

const startsOf = ({ gaps }: Setting): number[] => {
  let at = T;
  return gaps.map((gap) => (at += gap));
};

const clausesFor = ({ limit, factor, windowMs }: Setting) => [
  perMinute(limit, { window: windowMs }),
  burst(factor, 30_000),
];

/** rules.md word by word, on sorted starts and with nothing forgotten. */
const literally = ({ limit, factor, windowMs }: Setting, starts: readonly number[]) => {
  let over = 0;
  let certain = false;
  const share = limit * (1 + (factor - 1) * Math.min(1, 30_000 / windowMs));
  for (const [index, at] of starts.entries()) {
    const within = (ms: number) => starts.slice(0, index + 1).filter((start) => start > at - ms).length;
    if (within(windowMs) <= limit) continue;
    over += 1;
    for (let k = 1; k <= 15; k += 1)
      certain ||= within(k * windowMs) > (k + 1) * (k === 1 ? limit * factor : share);
  }
  return { over, certain };
};

const summed = (told: ReturnType<typeof run>, rule = "rate-limit.exceeded") => {
  const exceeded = told.filter((one) => one.rule === rule);
  return {
    over: exceeded.reduce((sum, { count }) => sum + count, 0),
    certain: exceeded.some(({ severity }) => severity === "error"),
  };
};

/** Answered 503, so that only the client can be accused. */
const exchangesOf = (starts: readonly number[], durationsOf: (index: number) => number) =>
  starts.map((at, index) => call(at, { status: 503, durationMs: durationsOf(index) }));

describe("counts", () => {
  it("are rules.md's, though little is remembered", () => {
    fc.assert(
      fc.property(setting(fc.constant(0)), (one) => {
        const starts = startsOf(one);
        expect(
          summed(
            run(
              clausesFor(one),
              exchangesOf(starts, () => 0),
            ),
          ),
        ).toEqual(literally(one, starts));
      }),
      { numRuns: 500 },
    );
  });

  it("are the same in whatever order exchanges are logged within a minute", () => {
    fc.assert(
      fc.property(setting(fc.integer({ min: 0, max: MINUTE })), (one) => {
        const starts = startsOf(one);
        const logged = starts
          .map((at, index) => ({ at, loggedMs: at + one.delays[index % one.delays.length]! }))
          .sort((a, b) => a.loggedMs - b.loggedMs)
          .map(({ at }) => at);
        expect(
          summed(
            run(
              clausesFor(one),
              exchangesOf(logged, () => 0),
            ),
          ),
        ).toEqual(literally(one, starts));
      }),
      { numRuns: 500 },
    );
  });

  it("of UTC days are the same in any order within a minute", () => {
    const day = 86_400_000;
    const times = fc.array(fc.integer({ min: -2 * MINUTE, max: 2 * MINUTE }), {
      minLength: 1,
      maxLength: 60,
    });
    fc.assert(
      fc.property(times, fc.infiniteStream(fc.integer({ min: 0, max: MINUTE })), (offsets, delays) => {
        const starts = offsets.map((offset) => T - (T % day) + day + offset);
        const logged = starts
          .map((at) => ({ at, loggedMs: at + delays.next().value }))
          .sort((a, b) => a.loggedMs - b.loggedMs)
          .map(({ at }) => at);
        const today = starts.filter((at) => at % day < day / 2).length;
        const over = Math.max(0, today - 5) + Math.max(0, starts.length - today - 5);
        expect(
          summed(
            run(
              [perDay(5)],
              exchangesOf(logged, () => 0),
            ),
          ).over,
        ).toBe(over);
      }),
    );
  });
});
