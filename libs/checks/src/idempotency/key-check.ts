import type { Exchange } from "#observation";
import type { Check, ExchangeContext } from "../check.ts";
import { bodyValue, isEmpty } from "../engine/body-value.ts";
import { bodyWords, textWords } from "../engine/body-fingerprint.ts";
import { isSuccess } from "../engine/finding.ts";
import { usedKeyWords } from "../engine/used-key.ts";
import { endOf, neverSent } from "../engine/exchange-end.ts";
import { rankOf } from "../engine/side.ts";
import type { Report } from "../verdict.ts";
import {
  accept,
  compareBody,
  compareId,
  endAt,
  isAccepted,
  knowsId,
  noKeyState,
  open,
  rankAt,
} from "./key-entry.ts";
import type { FirstUse, KeyState } from "./key-entry.ts";
import type { KeyPlan } from "./key-plan.ts";
import { findKey } from "./key-table.ts";
import { resourceIdOf } from "./resource-id.ts";
import { tellDuplicate, tellReplayStatus, tellReuse } from "./tell.ts";

/** Refused before the key meant anything, or for a reason that has nothing to do with it. */
const ELSEWHERE: ReadonlySet<number> = new Set([401, 403, 408, 429]);

const isRefused = (status: number | undefined): boolean =>
  status !== undefined && !isSuccess(status) && status < 500;

const bodyPart = new Uint32Array(2);
const idPart = new Uint32Array(2);

/** Two words of four; never both 0, which stands for what is not known. */
const take = (words: Readonly<Int32Array> | undefined, into: Uint32Array): void => {
  into[0] = words ? words[0]! : 0;
  into[1] = words ? words[1]! | 1 : 0;
};

const takeBody = ({ request: { body } }: Exchange): void =>
  take(isEmpty(body) ? textWords("") : bodyWords(body), bodyPart);

const useOf = (context: ExchangeContext, plan: KeyPlan): FirstUse => {
  const { exchange } = context;
  const { response } = exchange;
  takeBody(exchange);
  const id = response && plan.idPath && resourceIdOf(bodyValue(response.body), plan.idPath);
  take(id === undefined ? undefined : textWords(id), idPart);
  return {
    event: exchange,
    endMs: endOf(exchange),
    rank: rankOf(exchange),
    body: bodyPart,
    accepted: isSuccess(response?.status),
    id,
    idWords: idPart,
  };
};

/** A repetition of an accepted request, body and all. */
const judgeReplay = (
  state: KeyState,
  at: number,
  { context, plan, use, report }: { context: ExchangeContext; plan: KeyPlan; use: FirstUse; report: Report },
): void => {
  const status = context.exchange.response?.status;
  if (use.accepted && !knowsId(state, at)) return accept(state, at, use);
  const resource = compareId(state, at, use.idWords);
  if (resource === "other" && use.accepted) return tellDuplicate(state, at, context, plan, use.id, report);
  const judged =
    resource === "same" && status !== undefined && status < 500 && !ELSEWHERE.has(status) && plan.replays[0];
  const underWay = context.exchange.timeMs < endAt(state, at);
  if (judged && !underWay && !plan.allowed.has(status))
    tellReplayStatus(state, at, context, judged, plan.allowed, report);
};

/**
 * The three rules about idempotency keys. Muted without a client or the header; a request that was refused before any
 * other used the key has not used it; both sides' records of one exchange are never compared.
 */
export const keyCheck = (plans: ReadonlyMap<string, KeyPlan>): Check<KeyState> => ({
  key: "idempotency.keys",
  initialState: noKeyState,
  exchange(state, context, report) {
    const { exchange, endpoint, client, clockMs } = context;
    const plan = endpoint && plans.get(endpoint.path);
    if (!plan || client === undefined || exchange.timeMs > clockMs || neverSent(exchange)) return;
    const key = exchange.request.headers?.get(plan.header)?.trim();
    if (key === undefined || key === "") return;
    const refused = isRefused(exchange.response?.status);
    const keyWords = usedKeyWords(context, key);
    const at = findKey(state.table, keyWords, clockMs);
    if (at < 0) {
      if (!refused) open(state, keyWords, useOf(context, plan), clockMs);
      return;
    }
    if (rankAt(state, at) !== rankOf(exchange)) return;
    const use = useOf(context, plan);
    const body = compareBody(state, at, use.body);
    if (body === "other") {
      const earlier = refused && exchange.timeMs < endAt(state, at);
      if (!earlier) tellReuse(state, at, context, plan, key, report);
    } else if (body === "same") {
      if (isAccepted(state, at)) judgeReplay(state, at, { context, plan, use, report });
      else if (use.accepted) accept(state, at, use);
    }
  },
});
