import type { Citation, ClauseOf } from "#spec";
import type { ExchangeContext, RuleDefinition } from "../check.ts";
import { occurrence } from "../engine/finding.ts";
import type { Evidence, Report } from "../verdict.ts";
import type { AttemptIdentity } from "./attempt-identity.ts";
import { RETRY_WINDOW_MS } from "./chain.ts";
import type { Chain } from "./chain.ts";
import type { RetryAfterClauses } from "./retry-after.ts";
import { FORBIDDEN, LIMIT, NO_BACKOFF, TOO_SOON, UNSAFE, WITHOUT_REFRESH } from "./rules.ts";
import type { Advice, Strategies } from "./strategies.ts";

const SHORTEST_GAP_MS = 100;
const GAPS_IN_A_ROW = 3;
const GROWTH = 1.1;
const REQUEST_TIMEOUT = 408;

/** A request that was sent again, with what it is held against. */
export interface Retry {
  context: ExchangeContext;
  identity: AttemptIdentity;
  credential: number | undefined;
  strategies: Strategies;
  retryAfter: RetryAfterClauses;
  keyHeaders: ReadonlyMap<string, ClauseOf<"request.header">>;
}

type Contradictable = Citation & { contradictedBy?: Citation };
type Tell = (rule: RuleDefinition, clause: Contradictable, message: string, evidence: Evidence) => void;

/** One chain's breaches of one rule are one episode; its first tells the attempts that led to it. */
const teller = (chain: Chain, { context }: Retry, report: Report): Tell => {
  const { source, id, timeMs } = context.exchange;
  return (rule, clause, message, evidence) => {
    const severity = clause.contradictedBy ? ("info" as const) : undefined;
    const signal = occurrence(
      context,
      { rule, clause, severity, message, evidence },
      { period: chain.name, endsAtMs: timeMs + RETRY_WINDOW_MS },
    );
    if (!chain.told.includes(rule.id) && signal.kind !== "end") {
      chain.told.push(rule.id);
      const before = rule === LIMIT || rule === NO_BACKOFF ? chain.events : [chain.failed.event];
      signal.verdict.causes = [...before, { source, id }];
    }
    report(signal);
  };
};

const failureName = ({ failed: { code, status } }: Chain): string => code ?? String(status ?? "no answer");

const seconds = (ms: number): string => `${Math.round(ms) / 1_000} s`;

const judgeLimit = (chain: Chain, { context }: Retry, { attempts }: Advice, tell: Tell): void => {
  if (!attempts) return;
  const { clause, most } = attempts;
  const retries = (chain.retries.get(clause.path) ?? 0) + 1;
  chain.retries.set(clause.path, retries);
  if (retries < most || chain.sampled) return;
  const message = `${context.client} retried ${context.label} ${retries} times after ${failureName(chain)}; the specification allows ${most - 1}`;
  tell(LIMIT, clause, message, { expected: `at most ${most} attempts`, actual: retries + 1 });
};

const judgeWait = (chain: Chain, retry: Retry, advice: Advice, tell: Tell): void => {
  const { context, retryAfter } = retry;
  const { dueMs, status, code, endMs } = chain.failed;
  const { timeMs } = context.exchange;
  if (dueMs === undefined || status === undefined || timeMs >= dueMs) return;
  const documented = retryAfter.find(context.endpoint?.path, status, code);
  const clause = advice.afterHeader ?? documented ?? advice.clause;
  if (!clause) return;
  const message = `${context.client} retried ${context.label} ${seconds(timeMs - endMs)} after ${failureName(chain)}, before its Retry-After had passed`;
  const evidence = {
    expected: `a retry from ${new Date(Math.ceil(dueMs)).toISOString()} on`,
    actual: new Date(timeMs).toISOString(),
  };
  tell(TOO_SOON, clause, message, evidence);
};

const growsNowhere = (gaps: readonly number[]): boolean =>
  gaps.length >= GAPS_IN_A_ROW &&
  gaps
    .slice(-GAPS_IN_A_ROW)
    .every((gap, at) => gap <= GROWTH * (gaps[gaps.length - GAPS_IN_A_ROW + at - 1] ?? Infinity));

const judgeBackoff = (chain: Chain, { context }: Retry, { backoff }: Advice, tell: Tell): void => {
  const { measured, dueMs, endMs } = chain.failed;
  if (!backoff || !measured || dueMs !== undefined) {
    chain.gaps = [];
    return;
  }
  const { label, client, exchange } = context;
  const gap = exchange.timeMs - endMs;
  chain.gaps = [...chain.gaps.slice(-GAPS_IN_A_ROW), gap];
  const short = gap < SHORTEST_GAP_MS;
  if (!short && (chain.sampled || !growsNowhere(chain.gaps))) return;
  const waits = chain.gaps.slice(-GAPS_IN_A_ROW).map(seconds);
  const message = short
    ? `${client} retried ${label} ${seconds(gap)} after ${failureName(chain)}; exponential backoff waits at least ${seconds(SHORTEST_GAP_MS)}`
    : `${client} retried ${label} after ${waits.join(", ")}; with exponential backoff each wait is longer than the one before`;
  tell(NO_BACKOFF, backoff, message, {
    expected: "exponential backoff",
    actual: short ? seconds(gap) : waits,
  });
};

const judgeCredential = (chain: Chain, retry: Retry, { refresh }: Advice, tell: Tell): void => {
  const { credential } = chain.failed;
  if (!refresh || credential === undefined || retry.credential !== credential) return;
  const { client, label } = retry.context;
  const message = `${client} retried ${label} after ${failureName(chain)} with the credential that was rejected`;
  tell(WITHOUT_REFRESH, refresh, message, { expected: "another credential", actual: "the rejected one" });
};

/** Whether a failed attempt may have taken effect: what was refused has not. */
const mayHaveTakenEffect = ({ failed: { status } }: Chain): boolean =>
  status === undefined || status >= 500 || status === REQUEST_TIMEOUT;

const judgeKey = (chain: Chain, { context, identity, keyHeaders }: Retry, tell: Tell): void => {
  const { client, label, endpoint, exchange } = context;
  if (!mayHaveTakenEffect(chain)) return;
  const clause = endpoint && keyHeaders.get(endpoint.path);
  if (!clause || exchange.method !== "POST" || !exchange.request.headers || identity.key !== undefined)
    return;
  const { name } = clause.parameters;
  const message = `${client} retried ${label} after ${failureName(chain)} without ${name}, so that it may take effect twice`;
  tell(UNSAFE, clause, message, { expected: `a retry with ${name}`, actual: "absent" });
};

/** Holds a retry against what the failed attempt's error asks of its client. */
export const judgeRetry = (chain: Chain, retry: Retry, report: Report): void => {
  const { status, code } = chain.failed;
  const { client, label } = retry.context;
  const advice = retry.strategies.adviceOn(status, code);
  const tell = teller(chain, retry, report);
  if (advice.forbidden) {
    const message = `${client} retried ${label} after ${failureName(chain)}, which is not to be retried`;
    tell(FORBIDDEN, advice.forbidden, message, { expected: "no retry", actual: "a retry" });
  }
  judgeLimit(chain, retry, advice, tell);
  judgeWait(chain, retry, advice, tell);
  judgeBackoff(chain, retry, advice, tell);
  judgeCredential(chain, retry, advice, tell);
  judgeKey(chain, retry, tell);
};
