import fc from "fast-check";
import type { Exchange } from "#observation";
import { fixedWindowProvider } from "./fixed-window-provider.fixture.ts";
import { clause } from "../testing/fixtures.ts";
import {
  brief,
  burst,
  call,
  header,
  HEADERS,
  MINUTE,
  observedPast,
  perMinute,
  run,
  T,
} from "./rate-limit.fixture.ts";

const RUNS = { numRuns: 300 };
const NEVER = Number.MAX_SAFE_INTEGER;
const [LIMIT, RESET] = ["X-RateLimit-Limit", "X-RateLimit-Reset"] as const;
const BURST = { factor: 1.5, durationMs: 30_000 };

/** Times of many requests: crowds, pauses, and crowds at the edges of the windows that begin at `offset`. */
const traffic = fc
  .record({
    offset: fc.integer({ min: 0, max: MINUTE - 1 }),
    limit: fc.integer({ min: 1, max: 12 }),
    withBurst: fc.boolean(),
    parts: fc.array(
      fc.oneof(
        fc.record({ gap: fc.integer({ min: 0, max: 4_000 }), count: fc.integer({ min: 1, max: 30 }) }),
        fc.record({ gap: fc.integer({ min: 0, max: 3 }), count: fc.integer({ min: 1, max: 60 }) }),
        fc.record({ edge: fc.integer({ min: -60, max: 60 }), count: fc.integer({ min: 1, max: 40 }) }),
        fc.record({ pause: fc.integer({ min: 0, max: 4 * MINUTE }), count: fc.constant(1) }),
      ),
      { minLength: 1, maxLength: 40 },
    ),
  })
  .map(({ parts, ...setting }) => {
    const times: number[] = [];
    let at = T + setting.offset;
    for (const part of parts) {
      if ("pause" in part) at += part.pause;
      if ("edge" in part) {
        const next = Math.ceil((at - T - setting.offset + 1) / MINUTE) * MINUTE + T + setting.offset;
        at = Math.max(at, next + part.edge);
      }
      for (let n = 0; n < part.count; n += 1) {
        times.push(at);
        at += "gap" in part ? part.gap : 1;
      }
    }
    return { ...setting, times };
  });

const accused = (told: ReturnType<typeof run>, rule: string): unknown[] =>
  told.filter((one) => one.rule === `rate-limit.${rule}` && one.severity !== "info");

const clausesFor = (limit: number, withBurst: boolean) => [
  perMinute(limit),
  ...(withBurst ? [burst(BURST.factor, BURST.durationMs)] : []),
  ...HEADERS,
];

type Form = (resetMs: number, seenMs: number) => string;

const forms = fc.constantFrom<Form | undefined>(
  undefined,
  (resetMs) => String(Math.floor(resetMs / 1000)),
  (resetMs) => String(Math.ceil(resetMs / 1000)),
  (resetMs) => String(resetMs),
  (resetMs, seenMs) => String(Math.ceil((resetMs - seenMs) / 1000)),
  (resetMs, seenMs) => String(Math.floor((resetMs - seenMs) / 1000)),
);

const durations = (max: number) => fc.array(fc.integer({ min: 0, max }), { minLength: 1, maxLength: 20 });

/**
 * What a provider makes of requests that it sees some time after they began, in the order in which they are logged,
 * which is that of their ends.
 */
const served = (
  { offset, limit, withBurst, times }: { offset: number; limit: number; withBurst: boolean; times: number[] },
  took: readonly number[],
  form: Form | undefined,
): Exchange[] => {
  const provider = fixedWindowProvider(limit, T + offset, withBurst ? BURST : undefined);
  return times
    .map((at, index) => {
      const durationMs = took[index % took.length]!;
      return { at, durationMs, seenMs: at + Math.floor(durationMs / (1 + (index % 3))) };
    })
    .sort((a, b) => a.seenMs - b.seenMs)
    .map(({ at, durationMs, seenMs }) => {
      const status = provider.allows(seenMs) ? 200 : 429;
      const reset = form?.(provider.resetAt(seenMs), seenMs);
      const headers = reset === undefined ? undefined : { [LIMIT]: String(limit), [RESET]: reset };
      return call(at, { durationMs, status, headers });
    })
    .sort((a, b) => a.timeMs + a.durationMs! - b.timeMs - b.durationMs!);
};

describe("a client that a limiter with fixed windows, wherever they begin, would have let through", () => {
  it("is never accused by an error", () => {
    fc.assert(
      fc.property(traffic, (one) => {
        const { limit, withBurst } = one;
        const allowed = served(one, [0], undefined).filter(({ response }) => response?.status === 200);
        expect(accused(run(clausesFor(limit, withBurst), allowed), "exceeded")).toEqual([]);
      }),
      RUNS,
    );
  });

  it("is never accused by an error, whether its windows are told, in any form, or answers are slow", () => {
    fc.assert(
      fc.property(traffic, durations(1_500), forms, (one, took, form) => {
        const { limit, withBurst } = one;
        const allowed = served(one, took, form).filter(({ response }) => response?.status === 200);
        expect(accused(run(clausesFor(limit, withBurst), allowed), "exceeded")).toEqual([]);
      }),
      RUNS,
    );
  });
});

describe("a provider that keeps fixed windows", () => {
  it("is never accused, whatever is sent to it, in whatever form its windows are told, and however slow it is", () => {
    fc.assert(
      fc.property(traffic, durations(3_000), forms, (one, took, form) => {
        const log = [observedPast(), ...served(one, took, form)];
        const told = run(clausesFor(one.limit, one.withBurst), log, NEVER);
        const provider = told.filter(({ verdict }) => verdict.party === "provider");
        expect(provider.filter(({ rule }) => !/headers-/.test(rule))).toEqual([]);
      }),
      RUNS,
    );
  });

  it("is never accused of refusing too early by a source that begins in mid-traffic", () => {
    const begins = fc.integer({ min: 0, max: 400 });
    fc.assert(
      fc.property(traffic, durations(3_000), forms, begins, (one, took, form, cut) => {
        const answers = served(one, took, form);
        const since = answers.slice(cut % answers.length).map((answer) => ({ ...answer, source: "late" }));
        const told = run(clausesFor(one.limit, one.withBurst), [observedPast(), ...since], NEVER);
        expect(accused(told, "premature")).toEqual([]);
      }),
      RUNS,
    );
  });

  it("is found out when it keeps another limit", () => {
    const times = Array.from({ length: 25 }, (_, n) => T + n * 1_000);
    const rules = (kept: number): Set<string> => {
      const answers = served({ offset: 0, limit: kept, withBurst: false, times }, [5], undefined);
      return new Set(run([perMinute(10)], [observedPast(), ...answers], NEVER).map(({ rule }) => rule));
    };
    expect(rules(3)).toContain("rate-limit.premature");
    expect(rules(30)).toContain("rate-limit.unenforced");
    expect(rules(10)).toEqual(new Set(["rate-limit.exceeded"]));
  });
});

describe("windows of a second, which resets in whole seconds cannot tell apart", () => {
  const perSecond = clause("rate-limit", "rate_limits.default.requests_per_second", {
    limit: 5,
    window: 1_000,
  });
  /** Five in each second for a while, each answer naming the end of its own second. */
  const steady = Array.from({ length: 100 }, (_, n) => {
    const timeMs = T + Math.floor(n / 5) * 1_000 + (n % 5) * 10;
    const reset = String(Math.floor(timeMs / 1_000) + 1);
    return call(timeMs, { headers: { "X-RateLimit-Limit": "5", "X-RateLimit-Reset": reset } });
  });

  it("accuse nobody who keeps to each of them", () => {
    expect(brief(run([perSecond, header("X-RateLimit-Reset", "reset")], steady))).toEqual([]);
  });

  it("accuse who exceeds every reading", () => {
    const flood = steady.flatMap((one) => [
      one,
      { ...one, timeMs: one.timeMs + 1 },
      { ...one, timeMs: one.timeMs + 2 },
    ]);
    const told = run([perSecond, header("X-RateLimit-Reset", "reset")], flood);
    expect(
      told.filter(({ rule, severity }) => rule === "rate-limit.exceeded" && severity === "error"),
    ).not.toEqual([]);
  });
});
