import type { ExchangeContext } from "../../check.ts";
import { breach, episodeOf, occurrence } from "../../engine/finding.ts";
import type { Report } from "../../verdict.ts";
import type { Line } from "./clients.ts";
import { TOKEN_RETRY_LIMIT, TOKEN_RETRY_TOO_SOON } from "./rules.ts";
import { severityOf, type TokenTerms } from "./terms.ts";

/** A request later than this after a failed one is none of its retries. */
const ROW_MS = 15 * 60_000;
/** A delay may fall short by this share. */
const TOLERANCE = 0.1;

const end = (
  line: Line,
  wanted: string,
  { environment, client = "" }: ExchangeContext,
  report: Report,
): void => {
  if (line.failed?.told) {
    report({ kind: "end", episode: episodeOf(TOKEN_RETRY_LIMIT.id, environment, client, wanted) });
  }
  line.failed = undefined;
};

/** `auth.token-retry-limit` and `auth.token-retry-too-soon`: a request that began after a failed one had ended. */
export const judgeRetry = (
  { retries, delay }: TokenTerms,
  line: Line,
  wanted: string,
  context: ExchangeContext,
  report: Report,
): void => {
  const { timeMs } = context.exchange;
  if (line.failed && timeMs - line.failed.startMs > ROW_MS) end(line, wanted, context, report);
  const { failed } = line;
  if (!failed || timeMs < failed.endMs) return;
  failed.retries += 1;
  if (delay) {
    const { delayMs } = delay.parameters;
    const waitedMs = timeMs - failed.endMs;
    if (waitedMs < delayMs * (1 - TOLERANCE)) {
      report(
        breach(context, {
          rule: TOKEN_RETRY_TOO_SOON,
          clause: delay,
          severity: severityOf(delay),
          message: `${context.client} retried a failed token request after ${waitedMs} ms; the specification asks to wait ${delayMs} ms`,
          evidence: { expected: `at least ${delayMs} ms`, actual: `${waitedMs} ms` },
        }),
      );
    }
  }
  if (!retries || failed.retries <= retries.parameters.retries) return;
  const allowed = retries.parameters.retries;
  failed.told = true;
  const finding = {
    rule: TOKEN_RETRY_LIMIT,
    clause: retries,
    severity: severityOf(retries),
    message: `${context.client} retried a failed token request ${failed.retries} times in a row; the specification allows ${allowed}`,
    evidence: { expected: `at most ${allowed} retries`, actual: failed.retries },
  };
  report(occurrence(context, finding, { period: wanted, endsAtMs: timeMs + ROW_MS }));
};

/** Remembers how a token request ended: a failure goes on with the row, an answer ends it. */
export const noteOutcome = (line: Line, wanted: string, context: ExchangeContext, report: Report): void => {
  const { timeMs, durationMs = 0, failure, response } = context.exchange;
  if (failure === "aborted") return;
  const hasFailed = response ? response.status >= 400 : failure !== undefined;
  if (!hasFailed) return end(line, wanted, context, report);
  const endMs = timeMs + durationMs;
  const { failed } = line;
  if (!failed) line.failed = { startMs: timeMs, endMs, retries: 0, told: false };
  else {
    failed.startMs = Math.max(failed.startMs, timeMs);
    failed.endMs = Math.max(failed.endMs, endMs);
  }
};
