import { blockCitation, clausesOf } from "#spec";
import type { Citation, Specification } from "#spec";
import { isCredentialName } from "#observation";
import type { EventReference, WebhookAttempt } from "#observation";
import type { Check } from "../../check.ts";
import { bodyWords, numberOf } from "../../engine/body-fingerprint.ts";
import { bodyValue, NOT_JSON } from "../../engine/body-value.ts";
import { noAges, sizeOf, touch, turn } from "../../engine/ages.ts";
import type { Ages } from "../../engine/ages.ts";
import { isCredential } from "../../schema/credential.ts";
import { compileAttemptProof } from "../attempt-proof.ts";
import { keyOf } from "../deliveries/deliveries.ts";
import { EVENT_ID_REUSE } from "./rules.ts";
import { attemptVerdict } from "./telling.ts";

const DAY_MS = 86_400_000;
const MAX_IDS = 50_000;
const MAX_PAYLOADS = 4;
/** Members at the top of a payload, or of its envelope, that a sender may write anew for every attempt. */
const OF_SENDING =
  /^(timestamp|nonce|(sent|delivered|dispatched)(_?(at|time))?|(delivery_?|retry_?)?attempts?(_?(number|num|no|count|id))?|delivery_?(id|time|number|count)|(is_?)?retry(_?(number|num|no|count))?|retries|(is_?)?redeliver(y|ed)|(request|message|trace|correlation)_?id)$/i;
const ENVELOPE = /^(_?meta(_?data)?|delivery|webhook|envelope)$/i;

/** The payloads that came with one event id, as fingerprints, and the event that brought the first. */
interface Payloads extends EventReference {
  prints: number[];
}

const MAX_NAMES = 1_000;
const verdicts = new Map<string, number>();
const LEFT_OUT = 1;
const LEFT_OUT_AT_TOP = 2;
const ENVELOPES = 4;

/** What a member's name says about it. */
const verdictOn = (name: string): number => {
  const known = verdicts.get(name);
  if (known !== undefined) return known;
  const verdict =
    (isCredentialName(name) ? LEFT_OUT : 0) |
    (OF_SENDING.test(name) ? LEFT_OUT_AT_TOP : 0) |
    (ENVELOPE.test(name) ? ENVELOPES : 0);
  if (verdicts.size >= MAX_NAMES) verdicts.clear();
  verdicts.set(name, verdict);
  return verdict;
};

/**
 * What two attempts of one delivery must have in common: neither what redaction replaces nor what speaks of the sending.
 * The value itself where that is all of it.
 */
const comparable = (value: unknown, top: boolean): unknown => {
  if (typeof value === "string") return isCredential(value) ? null : value;
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) {
    const items = value.map((item) => comparable(item, false));
    return items.every((item, index) => item === value[index]) ? value : items;
  }
  const members: [string, unknown][] = [];
  let isWhole = true;
  for (const name in value) {
    const verdict = verdictOn(name);
    const isLeftOut = (verdict & (top ? LEFT_OUT | LEFT_OUT_AT_TOP : LEFT_OUT)) !== 0;
    const member = (value as Record<string, unknown>)[name];
    const compared = isLeftOut ? undefined : comparable(member, top && (verdict & ENVELOPES) !== 0);
    if (!isLeftOut) members.push([name, compared]);
    isWhole &&= !isLeftOut && compared === member;
  }
  return isWhole ? value : Object.fromEntries(members);
};

const printOf = ({ request: { body } }: WebhookAttempt): number | undefined => {
  const value = bodyValue(body);
  if (value === undefined || value === NOT_JSON) return undefined;
  const compared = comparable(value, true);
  const words = bodyWords(compared === value ? body : { state: "json", value: compared });
  return words && numberOf(words);
};

/** The line that says what an event's id is, else the block it is missing from. */
const citationOf = (specification: Specification): Citation => {
  const [payload] = clausesOf(specification, "webhook.payload");
  const name = payload?.parameters.pointers.eventId?.slice(1);
  const member = payload && name && payload.parameters.body.citations.get(`/properties/${name}`);
  if (member) return member;
  const header = clausesOf(specification, "webhook.header").find(
    ({ parameters }) => parameters.role === "event-id",
  );
  return header ?? blockCitation(specification, "webhooks");
};

/** `webhook.event-id-reuse`: each further payload of one event id, once. A forged one is not its sender's. */
export const compileEventIdCheck = (specification: Specification): Check<Ages<Payloads>> => {
  const clause = citationOf(specification);
  const proofOf = compileAttemptProof(specification);
  const scheduleMs = clausesOf(specification, "webhook.schedule-step").reduce(
    (sum, { parameters }) => sum + parameters.delayMs,
    0,
  );
  const spanMs = Math.max(DAY_MS, scheduleMs * 2);
  return {
    key: `webhook.event-id-reuse|${clause.path}|${spanMs}`,
    initialState: noAges,
    observation(ids, observation, clockMs, report) {
      if (observation.type !== "attempt" || proofOf(observation).signature === "invalid") return;
      const print = printOf(observation);
      if (print === undefined) return;
      turn(ids, clockMs, spanMs);
      const key = keyOf(observation);
      const known = touch(ids, key);
      if (!known) {
        if (sizeOf(ids) >= MAX_IDS) ids.older.clear();
        if (sizeOf(ids) >= MAX_IDS) ids.recent.clear();
        ids.recent.set(key, { source: observation.source, id: observation.id, prints: [print] });
        return;
      }
      if (known.prints.includes(print) || known.prints.length >= MAX_PAYLOADS) return;
      known.prints.push(print);
      const { source, id, eventId } = observation;
      const verdict = attemptVerdict(observation, {
        rule: EVENT_ID_REUSE,
        clause,
        message: `The event id ${eventId} came with another payload than before`,
        evidence: { expected: "one payload", actual: `${known.prints.length} payloads`, eventId },
      });
      const first = { source: known.source, id: known.id };
      report({ kind: "breach", verdict: { ...verdict, causes: [first, { source, id }] } });
    },
  };
};
