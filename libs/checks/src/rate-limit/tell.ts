import type { ExchangeContext } from "../check.ts";
import type { Report, Verdict } from "../verdict.ts";
import type { Excess } from "./counting/excess.ts";
import { EXCEEDED, UNENFORCED } from "./rules.ts";
import type { Limit } from "./limits/limit.ts";

const UNITS: ReadonlyMap<number, string> = new Map([
  [1_000, "second"],
  [60_000, "minute"],
  [3_600_000, "hour"],
]);

/** A limit as people say it: `100 requests a minute`. */
export const limitPhrase = ({ count, windowMs, daily }: Limit): string =>
  `${count} requests ${daily ? "a UTC day" : `a ${UNITS.get(windowMs) ?? `${windowMs / 1000} s`}`}`;

const within = ({ reading, windowEndMs }: Excess, { windowMs }: Limit): string => {
  if (reading === "the UTC day") return `on ${new Date(windowEndMs! - windowMs).toISOString().slice(0, 10)}`;
  const seconds = `${windowMs / 1000} s`;
  if (windowEndMs === undefined) return `within ${seconds}`;
  return `in the ${seconds} until ${new Date(windowEndMs).toISOString()}`;
};

const episodeOf = (rule: string, limit: Limit, client: string, windowEndMs: number | undefined): string =>
  `${rule}|${limit.key}|${client}|${windowEndMs ?? ""}`;

const verdictOf = (
  context: ExchangeContext,
  limit: Limit,
  excess: Excess,
  said: Pick<Verdict, "rule" | "severity" | "party" | "message">,
): Verdict => ({
  ...said,
  clause: limit.clause,
  subject: context.client!,
  environment: context.environment,
  client: context.client,
  endpoint: context.label,
  timeMs: context.exchange.timeMs,
  evidence: {
    expected: `at most ${excess.most} requests ${within(excess, limit)}`,
    actual: excess.count,
    limit: limitPhrase(limit),
    reading: excess.reading,
  },
});

/** Reports what a request put over a limit. */
export const tellExcess = (context: ExchangeContext, limit: Limit, excess: Excess, report: Report): void => {
  const client = context.client!;
  const { certain, count, windowEndMs, untilMs } = excess;
  const limitSaid = limitPhrase(limit);
  report({
    kind: "occurrence",
    episode: episodeOf(EXCEEDED.id, limit, client, windowEndMs),
    increment: excess.over,
    endsAtMs: untilMs,
    verdict: verdictOf(context, limit, excess, {
      rule: EXCEEDED.id,
      severity: certain && !limit.infoOnly ? EXCEEDED.severity : "info",
      party: "consumer",
      message: `${client} sent ${count} requests ${within(excess, limit)}; the specification allows ${limitSaid}`,
    }),
  });
  if (excess.accepted === 0) return;
  report({
    kind: "occurrence",
    episode: episodeOf(UNENFORCED.id, limit, client, windowEndMs),
    increment: excess.accepted,
    endsAtMs: untilMs,
    verdict: verdictOf(context, limit, excess, {
      rule: UNENFORCED.id,
      severity: limit.infoOnly ? "info" : UNENFORCED.severity,
      party: "provider",
      message: `${context.label} answered ${context.exchange.response?.status} to ${client}, which was over its limit of ${limitSaid}`,
    }),
  });
};

/** Reports that a client is within a limit again. */
export const tellEnd = (limit: Limit, client: string, report: Report): void => {
  report({ kind: "end", episode: episodeOf(EXCEEDED.id, limit, client, undefined) });
  report({ kind: "end", episode: episodeOf(UNENFORCED.id, limit, client, undefined) });
};
