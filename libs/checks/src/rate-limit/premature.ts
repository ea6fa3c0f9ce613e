import type { ExchangeContext } from "../check.ts";
import type { Report } from "../verdict.ts";
import { sentAt, type Counters, type RecordedRequest } from "./counting/counters.ts";
import type { DocumentedLimits } from "./limits/documented-limits.ts";
import { LATENESS_MS } from "./limits/limit.ts";
import type { Limit } from "./limits/limit.ts";
import { PREMATURE } from "./rules.ts";
import { limitPhrase } from "./tell.ts";

const MAX_PENDING = 10_000;

/** A refusal that waits for what was under way beside it; plain data. */
export interface PendingRefusal {
  dueMs: number;
  startMs: number;
  endMs: number;
  rank: number;
  observedMs: number;
  environment: string | undefined;
  client: string;
  method: string;
  path: string;
  label: string;
  source: string;
  id: string;
}

interface Sent {
  limit: Limit;
  sent: number;
}

/** How much of each limit the client had used; undefined once one is exceeded or not known. */
const sentWithin = (
  counters: Counters,
  documented: DocumentedLimits,
  refusal: PendingRefusal,
): Sent[] | undefined => {
  const used: Sent[] = [];
  for (const limit of documented.in(refusal.environment)?.all ?? []) {
    const sent = sentAt(counters, limit, refusal.client, refusal);
    if (sent === undefined || sent > limit.count) return undefined;
    used.push({ limit, sent });
  }
  return used;
};

/** Keeps a 429 of a client that is within every limit as far as is known now. */
export const awaitRefusal = (
  pending: PendingRefusal[],
  counters: Counters,
  documented: DocumentedLimits,
  context: ExchangeContext,
  { startMs, endMs, rank, observedMs }: RecordedRequest,
): void => {
  const { exchange, client, environment } = context;
  if (client === undefined || !documented.isWhole(environment) || pending.length >= MAX_PENDING) return;
  const refusal: PendingRefusal = {
    dueMs: startMs + LATENESS_MS,
    startMs,
    endMs,
    rank,
    observedMs,
    environment,
    client,
    method: exchange.method,
    path: context.path,
    label: context.label,
    source: exchange.source,
    id: exchange.id,
  };
  if (!sentWithin(counters, documented, refusal)) return;
  let at = pending.length;
  while (at > 0 && pending[at - 1]!.dueMs > refusal.dueMs) at -= 1;
  pending.splice(at, 0, refusal);
};

/** Judges the refusals whose minute has passed. */
export const settleRefusals = (
  pending: PendingRefusal[],
  counters: Counters,
  documented: DocumentedLimits,
  clockMs: number,
  report: Report,
): void => {
  let due = 0;
  for (; due < pending.length && pending[due]!.dueMs <= clockMs; due += 1) {
    const refusal = pending[due]!;
    const { environment, client, label } = refusal;
    const used = sentWithin(counters, documented, refusal);
    const governing = documented.in(environment)?.governing(refusal.method, refusal.path).limits[0];
    const cited = used?.find(({ limit }) => limit === governing) ?? used?.[0];
    if (!used || !cited) continue;
    const limitSaid = limitPhrase(cited.limit);
    report({
      kind: "breach",
      verdict: {
        rule: PREMATURE.id,
        severity: used.some(({ limit }) => limit.infoOnly) ? "info" : PREMATURE.severity,
        party: "provider",
        clause: cited.limit.clause,
        subject: client,
        environment,
        client,
        endpoint: label,
        timeMs: refusal.startMs,
        message: `${label} answered 429 to ${client}, which had sent ${cited.sent} of ${limitSaid}`,
        evidence: {
          expected: "no 429 within every limit",
          actual: 429,
          used: used.map(({ limit, sent }) => `${sent} of ${limitPhrase(limit)} (${limit.clause.path})`),
        },
        causes: [{ source: refusal.source, id: refusal.id }],
      },
    });
  }
  if (due > 0) pending.splice(0, due);
};
