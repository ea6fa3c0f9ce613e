import type { ExchangeContext } from "../../check.ts";
import { breach, isSuccess } from "../../engine/finding.ts";
import { follows, rankOf } from "../../engine/side.ts";
import { requestedBy } from "../../engine/token-request.ts";
import type { Report } from "../../verdict.ts";
import {
  begunTokens,
  lineOf,
  noteAsked,
  noteNewest,
  ownerOf,
  type Line,
  type TokenState,
} from "./clients.ts";
import { judgeRetry, noteOutcome } from "./retrying.ts";
import { TOKEN_NOT_CACHED } from "./rules.ts";
import { comesSampled, isSampled, noteSampled } from "./sampled.ts";
import { inSeconds } from "./tell.ts";
import { severityOf, type TokenTerms } from "./terms.ts";
import { wantedBy } from "./wanted.ts";

/** `auth.token-not-cached`: the line's last token was there before this request began, and had long to go. */
const judgeCaching = (
  terms: TokenTerms,
  { last }: Line,
  rejectedMs: number,
  context: ExchangeContext,
  report: Report,
): void => {
  const { caching, threshold } = terms;
  const { timeMs } = context.exchange;
  if (!caching || !threshold || !last || last.validUntilMs === undefined) return;
  const leftMs = last.validUntilMs - timeMs;
  const { thresholdMs } = threshold.parameters;
  if (last.toMs > timeMs || leftMs <= thresholdMs || rejectedMs >= last.fromMs) return;
  report(
    breach(context, {
      rule: TOKEN_NOT_CACHED,
      clause: caching,
      severity: severityOf(caching),
      message: `${context.client} asked for a token while its last one held for another ${inSeconds(leftMs)}; the specification asks to keep it until ${inSeconds(thresholdMs)} before its end`,
      evidence: {
        expected: `at most ${inSeconds(thresholdMs)} left`,
        actual: `${inSeconds(leftMs)} left`,
      },
    }),
  );
};

/** Remembers a request under the name that it gives itself, where the event calls its client by another, or by none. */
const noteElsewhere = (state: TokenState, context: ExchangeContext): void => {
  const { exchange, client, environment, clockMs, token } = context;
  const issued = isSuccess(exchange.response?.status) ? token : undefined;
  if (client === undefined) {
    noteAsked(state.unnamed, exchange.timeMs);
    if (issued) state.unnamed.issuedMs = Math.max(state.unnamed.issuedMs, issued.fromMs);
    return;
  }
  const alias = requestedBy(exchange);
  if (alias === undefined || alias === client) return;
  const known = begunTokens(state, ownerOf(environment, alias), clockMs);
  if (!known) return;
  noteAsked(known, exchange.timeMs);
  if (issued) noteNewest(known, issued);
};

/** Judges a token request by those before it, and remembers it. */
export const judgeAsking = (
  terms: TokenTerms,
  state: TokenState,
  context: ExchangeContext,
  report: Report,
): void => {
  const { exchange, client, environment, clockMs, token } = context;
  if (exchange.method === "OPTIONS") return;
  if (exchange.method !== terms.endpoint?.parameters.method && !token) return;
  noteElsewhere(state, context);
  if (client === undefined) return;
  const owner = ownerOf(environment, client);
  if (comesSampled(state.sampled, context)) noteSampled(state.sampled, owner);
  const known = begunTokens(state, owner, clockMs);
  if (!known) return;
  noteAsked(known, exchange.timeMs);
  const side = follows(known, rankOf(exchange), exchange.timeMs);
  const wanted = wantedBy(exchange);
  const line = lineOf(known, wanted.name);
  if (side === "restart") line.failed = undefined;
  if (side === "counts" && !isSampled(state.sampled, owner)) {
    if (wanted.repeatable) judgeCaching(terms, line, known.rejectedMs, context, report);
    judgeRetry(terms, line, wanted.name, context, report);
  }
  if (side !== "passes") noteOutcome(line, wanted.name, context, report);
  if (!token || !isSuccess(exchange.response?.status)) return;
  const { fromMs, toMs, validUntilMs } = token;
  const isLast = side !== "passes" && (!line.last || line.last.fromMs <= fromMs);
  if (isLast) line.last = { fromMs, toMs, validUntilMs };
  noteNewest(known, token);
};
