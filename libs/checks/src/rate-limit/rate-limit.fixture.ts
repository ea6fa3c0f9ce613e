import type { Exchange } from "#observation";
import type { ClauseOf, ClauseParameters, Specification } from "#spec";
import { compileSpecification } from "../engine/compile-specification.ts";
import { clause, exchange, specification } from "../testing/fixtures.ts";
import { SEVERITIES, type Severity, type Signal, type Verdict } from "../verdict.ts";
import { rateLimitFamily } from "./rate-limit-family.ts";

/** A Monday, at the start of a minute and an hour. */
export const T = Date.UTC(2024, 0, 15, 10);
export const MINUTE = 60_000;

/** `perMinute(100)`: the default limit, cited as `rate_limits.default.requests_per_minute`. */
export const perMinute = (limit: number, more: Partial<ClauseParameters["rate-limit"]> = {}) =>
  clause("rate-limit", "rate_limits.default.requests_per_minute", { limit, window: MINUTE, ...more });

export const perDay = (limit: number) =>
  clause("rate-limit", "rate_limits.default.requests_per_day", { limit, window: "utc-day" });

/** An entry of `per_endpoint`; `again` is a duplicate key's second. */
export const entry = (path: string, limit: number, method?: string, again = ""): ClauseOf<"rate-limit"> =>
  clause("rate-limit", `rate_limits.per_endpoint.${path}${again}.limit`, {
    limit,
    window: MINUTE,
    endpoint: { path, method },
  });

export const burst = (factor = 1.5, durationMs = 30_000) =>
  clause("rate-limit.burst", "rate_limits.default.burst_allowance", { factor, durationMs });

export const header = (name: string, role: ClauseParameters["rate-limit.header"]["role"]) =>
  clause("rate-limit.header", `rate_limits.headers.${name}`, { name, role });

export const HEADERS = [
  header("X-RateLimit-Limit", "limit"),
  header("X-RateLimit-Remaining", "remaining"),
  header("X-RateLimit-Reset", "reset"),
];

/** `GET /things` of `shop`, in 5 ms, answered 200, unless told. */
export const call = (
  timeMs: number,
  {
    status = 200,
    headers,
    ...more
  }: Partial<Exchange> & { status?: number; headers?: Record<string, string> } = {},
): Exchange =>
  exchange({
    method: "GET",
    url: "https://api.shop.test/things",
    client: "shop",
    timeMs,
    durationMs: 5,
    response: { status, headers },
    ...more,
  } as Parameters<typeof exchange>[0]);

/** An episode or breach as it stands at the end. */
export interface Told {
  rule: string;
  severity: Severity;
  count: number;
  clause: string;
  client: string | undefined;
  ended: boolean;
  verdict: Verdict;
}

const graver = (a: Severity, b: Severity): Severity =>
  SEVERITIES.indexOf(a) < SEVERITIES.indexOf(b) ? b : a;

/** Judges exchanges in the order given, then lets the clock stand at `untilMs`. */
export const run = (
  clauses: readonly unknown[] | Specification,
  exchanges: readonly Exchange[],
  untilMs = 0,
): Told[] => {
  const spec = "clauses" in clauses ? clauses : specification(...clauses);
  const compiled = compileSpecification(spec, [rateLimitFamily]);
  let state = compiled.initialState();
  const told: Told[] = [];
  const open = new Map<string, Told>();
  const report = (signal: Signal): void => {
    if (signal.kind === "end") {
      const episode = open.get(signal.episode);
      if (episode) episode.ended = true;
      open.delete(signal.episode);
      return;
    }
    const { verdict } = signal;
    const { rule, severity, client } = verdict;
    const known = signal.kind === "occurrence" ? open.get(signal.episode) : undefined;
    const count = signal.kind === "occurrence" ? (signal.increment ?? 1) : 1;
    if (known) {
      known.count += count;
      known.severity = graver(known.severity, severity);
      return;
    }
    const one = { rule, severity, count, clause: verdict.clause.path, client, ended: false, verdict };
    told.push(one);
    if (signal.kind === "occurrence") open.set(signal.episode, one);
  };
  let clockMs = 0;
  for (const [index, one] of exchanges.entries()) {
    const moved = one.timeMs > clockMs;
    clockMs = Math.max(clockMs, one.timeMs);
    compiled.observe(state, one, clockMs, report);
    if (moved) compiled.advance(state, clockMs, report);
    if (index % 97 === 50) state = structuredClone(state);
  }
  if (untilMs > clockMs) compiled.advance(state, untilMs, report);
  return told;
};

/** An exchange of another client since which the log is observed: at any time of `T`'s day, for every limit. */
export const observedPast = (timeMs = T - 11 * 60 * MINUTE): Exchange => call(timeMs, { client: "other" });

/** What was told in short: `rate-limit.exceeded error 3`. */
export const brief = (told: readonly Told[]): string[] =>
  told.map(({ rule, severity, count }) => `${rule.slice("rate-limit.".length)} ${severity} ${count}`);

/** `count` times, evenly from `fromMs` on, `everyMs` apart. */
export const spread = (count: number, fromMs: number, everyMs: number): number[] =>
  Array.from({ length: count }, (_, index) => fromMs + index * everyMs);

/** `count` calls, evenly from `fromMs` on. */
export const calls = (
  count: number,
  fromMs = T,
  everyMs = 10,
  more: Parameters<typeof call>[1] = {},
): Exchange[] => spread(count, fromMs, everyMs).map((timeMs) => call(timeMs, more));
