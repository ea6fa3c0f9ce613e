import type { ExchangeContext } from "../../check.ts";
import { episodeOf, verdictAt } from "../../engine/finding.ts";
import type { IssuedToken } from "../../engine/issued-tokens.ts";
import type { Report } from "../../verdict.ts";
import { clientTokens, hasAsked, ownerOf, type TokenState } from "./clients.ts";
import { LATE_REFRESH } from "./rules.ts";
import { isSampled } from "./sampled.ts";
import { inSeconds } from "./tell.ts";
import { severityOf, type TokenTerms } from "./terms.ts";

/** An exchange is logged when it ends: a token request under way beside the use is known by then. */
const LATENESS_MS = 60_000;
/** A client that renewed a little early, by its own reckoning of the token's end, has renewed. */
const EARLY_MS = 60_000;
/** What the use itself sets off begins this much later at most. */
const TOGETHER_MS = 5_000;
/** Uses of a token that follow one another this closely are judged by the first of them. */
const SAME_USE_MS = 1_000;
const MAX_LATE = 10_000;

/** Keeps the uses of a token that has less than the threshold left. */
export const awaitRenewal = (
  { threshold }: TokenTerms,
  state: TokenState,
  token: IssuedToken,
  context: ExchangeContext,
): void => {
  const { expiredAfterMs, toMs } = token;
  const { exchange, environment, client, label, clockMs } = context;
  if (!threshold || expiredAfterMs === undefined || token.client === undefined) return;
  const { timeMs, source, id } = exchange;
  const sinceMs = expiredAfterMs - threshold.parameters.thresholdMs;
  if (timeMs <= sinceMs || sinceMs <= toMs) return;
  const owner = ownerOf(token.environment, token.client);
  const last = state.late.at(-1);
  if (last?.owner === owner && last.sinceMs === sinceMs && last.environment === environment) {
    const laterMs = timeMs - last.timeMs;
    if (laterMs >= 0 && laterMs < SAME_USE_MS) {
      last.uses += 1;
      return;
    }
  }
  if (state.late.length >= MAX_LATE) return;
  const use = {
    source,
    id,
    dueMs: Math.max(timeMs, clockMs) + LATENESS_MS,
    timeMs,
    uses: 1,
    sinceMs,
    endsMs: expiredAfterMs,
    owner,
    alias: token.requestedBy && ownerOf(token.environment, token.requestedBy),
    environment,
    client,
    label,
  };
  let at = state.late.length;
  while (at > 0 && state.late[at - 1]!.dueMs > use.dueMs) at -= 1;
  state.late.splice(at, 0, use);
};

/** `auth.late-refresh`, once a token: judges the uses whose minute has passed. */
export const settleRenewals = (
  { threshold }: TokenTerms,
  state: TokenState,
  clockMs: number,
  report: Report,
): void => {
  let due = 0;
  for (; due < state.late.length && state.late[due]!.dueMs <= clockMs; due += 1) {
    const { owner, alias, timeMs, uses, sinceMs, endsMs, environment, client, label, source, id } =
      state.late[due]!;
    const known = clientTokens(state, owner);
    if (!threshold || !known || isSampled(state.sampled, owner)) continue;
    const askers = [
      known,
      state.unnamed,
      ...(alias === undefined ? [] : [clientTokens(state, alias) ?? known]),
    ];
    if (askers.some((asker) => hasAsked(asker, sinceMs - EARLY_MS, timeMs + TOGETHER_MS))) continue;
    const asked = inSeconds(threshold.parameters.thresholdMs);
    const left = inSeconds(endsMs - timeMs);
    const scene = { environment, client, endpoint: label, timeMs };
    const verdict = verdictAt(scene, {
      rule: LATE_REFRESH,
      clause: threshold,
      severity: severityOf(threshold),
      message: `${client} used a token ${left} before its end and had asked for no new one; the specification asks for one ${asked} before`,
      evidence: { expected: `a token request ${asked} before the end`, actual: `${left} left` },
    });
    report({
      kind: "occurrence",
      episode: episodeOf(LATE_REFRESH.id, environment, owner, String(endsMs)),
      verdict: { ...verdict, causes: [{ source, id }] },
      increment: uses,
    });
  }
  if (due > 0) state.late.splice(0, due);
};
