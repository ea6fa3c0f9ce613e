import type { Exchange } from "#observation";
import type { Specification } from "#spec";
import type { Report, Signal, Verdict } from "../verdict.ts";
import { compileSpecification } from "../engine/compile-specification.ts";
import { exchange } from "../testing/fixtures.ts";
import { load } from "../testing/shop.ts";
import { slaFamily } from "./sla-family.ts";

/** A Monday, at the start of an hour. */
export const T = Date.UTC(2024, 0, 15, 10);
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** The specification of an environment `live` with these members, and of `trial` without service levels. */
export const live = (members: string): Specification =>
  load(`environments:
  live:
    base_url: "https://api.shop.test"
    ${members}
  trial:
    base_url: "https://trial.shop.test"
`);

export const UPTIME = live('sla: { uptime: "99.9%" }');

type Sketch = NonNullable<Parameters<typeof exchange>[0]>;

/** An exchange of `live`, answered 200 in 5 ms unless told. */
export const call = (
  timeMs: number,
  { status = 200, ...more }: Sketch & { status?: number } = {},
): Exchange => exchange({ timeMs, durationMs: 5, response: { status }, ...more });

export const BAD = { status: 503 };

/** `count` exchanges from a time on, evenly within a minute. */
export const calls = (count: number, fromMs: number, more: Parameters<typeof call>[1] = {}): Exchange[] =>
  Array.from({ length: count }, (_, index) => call(fromMs + Math.floor((index * MINUTE) / count), more));

/** `good` and `bad` exchanges in each minute of a span. */
export const traffic = (fromMs: number, untilMs: number, good: number, bad = 0): Exchange[] =>
  Array.from({ length: (untilMs - fromMs) / MINUTE }, (_, index) => {
    const at = fromMs + index * MINUTE;
    return [...calls(good, at), ...calls(bad, at, BAD)].sort((a, b) => a.timeMs - b.timeMs);
  }).flat();

/** An episode as it stands at the end. */
export interface Told {
  rule: string;
  count: number;
  ended: boolean;
  verdict: Verdict;
}

/** Gathers signals into episodes. */
export const ledger = (): { told: Told[]; report: Report } => {
  const told: Told[] = [];
  const open = new Map<string, Told>();
  const report = (signal: Signal): void => {
    if (signal.kind === "breach") throw new Error("service levels are episodes");
    const known = open.get(signal.episode);
    if (signal.kind === "end") {
      if (known) known.ended = true;
      open.delete(signal.episode);
    } else if (known) known.count += signal.increment ?? 1;
    else {
      const { verdict } = signal;
      const one = { rule: verdict.rule.slice("sla.".length), count: 1, ended: false, verdict };
      told.push(one);
      open.set(signal.episode, one);
    }
  };
  return { told, report };
};

/** Judges exchanges in the order given, then lets the clock stand at `untilMs`; the state is cloned now and then. */
export const run = (
  specification: Specification,
  exchanges: readonly Exchange[],
  untilMs = 0,
  cloneEvery = 101,
): Told[] => {
  const compiled = compileSpecification(specification, [slaFamily]);
  const { told, report } = ledger();
  let state = compiled.initialState();
  let clockMs = 0;
  for (const [index, one] of exchanges.entries()) {
    const moved = one.timeMs > clockMs;
    clockMs = Math.max(clockMs, one.timeMs);
    compiled.observe(state, one, clockMs, report);
    if (moved) compiled.advance(state, clockMs, report);
    if (index % cloneEvery === 0) state = structuredClone(state);
  }
  if (untilMs > clockMs) compiled.advance(state, untilMs, report);
  return told;
};

/** What was told of one rule, as the ends of its windows: `10:05`. */
export const timesOf = (told: readonly Told[], rule: string): string[] =>
  told
    .filter((one) => one.rule === rule)
    .map(({ verdict }) => new Date(verdict.timeMs).toISOString().slice(11, 16));

/** The rules that were told, in order. */
export const rulesOf = (told: readonly Told[]): string[] => told.map(({ rule }) => rule);
