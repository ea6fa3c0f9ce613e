import fc from "fast-check";
import type { Exchange } from "#observation";
import { fixedWindowProvider } from "./fixed-window-provider.fixture.ts";
import { burst, call, HEADERS, MINUTE, perMinute, run, T } from "./rate-limit.fixture.ts";

const RUNS = { numRuns: 300 };
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

/** Log order: an exchange is logged when it ends. */
const asLogged = (exchanges: readonly Exchange[]): Exchange[] =>
  [...exchanges].sort((a, b) => a.timeMs + a.durationMs! - b.timeMs - b.durationMs!);

const clausesFor = (limit: number, withBurst: boolean, withHeaders: boolean) => [
  perMinute(limit),
  ...(withBurst ? [burst(BURST.factor, BURST.durationMs)] : []),
  ...(withHeaders ? HEADERS : []),
];

describe("a client that a limiter with fixed windows, wherever they begin, would have let through", () => {
  it("is never accused by an error", () => {
    fc.assert(
      fc.property(traffic, ({ offset, limit, withBurst, times }) => {
        const provider = fixedWindowProvider(limit, T + offset, withBurst ? BURST : undefined);
        const allowed = times.filter((at) => provider.allows(at)).map((at) => call(at));
        const told = run(clausesFor(limit, withBurst, false), allowed);
        expect(accused(told, "exceeded")).toEqual([]);
      }),
      RUNS,
    );
  });

  it("is never accused by an error where answers tell the windows, in any form and however rounded", () => {
    const forms = fc.constantFrom<(resetMs: number, endMs: number) => string>(
      (resetMs) => String(Math.floor(resetMs / 1000)),
      (resetMs) => String(Math.ceil(resetMs / 1000)),
      (resetMs) => String(resetMs),
      (resetMs, endMs) => String(Math.ceil((resetMs - endMs) / 1000)),
      (resetMs, endMs) => String(Math.max(0, Math.floor((resetMs - endMs) / 1000))),
    );
    const delays = fc.array(fc.integer({ min: 0, max: 900 }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(traffic, forms, delays, ({ offset, limit, withBurst, times }, form, delay) => {
        const provider = fixedWindowProvider(limit, T + offset, withBurst ? BURST : undefined);
        const allowed = times.flatMap((at, index) => {
          if (!provider.allows(at)) return [];
          const durationMs = delay[index % delay.length]!;
          const headers = {
            "X-RateLimit-Limit": String(limit),
            "X-RateLimit-Reset": form(provider.resetAt(at), at + durationMs),
          };
          return call(at, { durationMs, headers });
        });
        const told = run(clausesFor(limit, withBurst, true), asLogged(allowed));
        expect(accused(told, "exceeded")).toEqual([]);
      }),
      RUNS,
    );
  });
});

describe("a provider that keeps fixed windows", () => {
  const setting = fc.tuple(
    traffic,
    fc.array(fc.integer({ min: 0, max: 3_000 }), { minLength: 1, maxLength: 20 }),
    fc.boolean(),
  );

  it("is never accused, whatever is sent to it, with or without its windows told, and however slowly it answers", () => {
    fc.assert(
      fc.property(setting, ([{ offset, limit, withBurst, times }, delays, withHeaders]) => {
        const provider = fixedWindowProvider(limit, T + offset, withBurst ? BURST : undefined);
        const seen = times
          .map((at, index) => {
            const durationMs = delays[index % delays.length]!;
            return { at, durationMs, seenMs: at + Math.floor(durationMs / (1 + (index % 3))) };
          })
          .sort((a, b) => a.seenMs - b.seenMs)
          .map(({ at, durationMs, seenMs }) => {
            const status = provider.allows(seenMs) ? 200 : 429;
            const headers = {
              "X-RateLimit-Limit": String(limit),
              "X-RateLimit-Reset": String(Math.ceil(provider.resetAt(seenMs) / 1000)),
              "X-RateLimit-Remaining": "0",
            };
            return call(at, { durationMs, status, headers: withHeaders ? headers : undefined });
          });
        const told = run(clausesFor(limit, withBurst, true), asLogged(seen), Number.MAX_SAFE_INTEGER);
        expect(told.filter(({ verdict }) => verdict.party === "provider")).toEqual([]);
      }),
      RUNS,
    );
  });

  it("is found out by the same traffic when it keeps another limit", () => {
    const [{ times, limit }] = [{ times: Array.from({ length: 60 }, (_, n) => T + n * 1_000), limit: 10 }];
    const strict = fixedWindowProvider(3, T);
    const lax = fixedWindowProvider(30, T);
    const answered = (provider: typeof strict) =>
      times.slice(0, 25).map((at) => call(at, { status: provider.allows(at) ? 200 : 429 }));
    const rules = (provider: typeof strict) =>
      new Set(run([perMinute(limit)], answered(provider), T + 5 * MINUTE).map(({ rule }) => rule));
    expect(rules(strict)).toContain("rate-limit.premature");
    expect(rules(lax)).toContain("rate-limit.unenforced");
  });
});
