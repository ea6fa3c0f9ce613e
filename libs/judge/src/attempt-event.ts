import type { AttemptFacts } from "#checks";
import { deliveryIdOf, payloadDigestOf, subjectOf, type PayloadKept, type WebhookAttempted } from "#delivery";
import { redactedBody, type Body, type Headers, type Redactor, type WebhookAttempt } from "#observation";
import type { Hash } from "#violation";
import type { JudgedEvent } from "./judge.ts";
import { idOf, type Judged } from "./judged-event.ts";

/** Longer names are none that anybody filters by. */
const LONGEST_NAME = 256;
const HIGHEST_NUMBER = 1_000_000;

const utf8 = new TextEncoder();

const iso = (timeMs: number): string => new Date(timeMs).toISOString();

const named = <K extends string>(key: K, name: string | undefined): Partial<Record<K, string>> =>
  name === undefined || name === "" || name.length > LONGEST_NAME
    ? {}
    : ({ [key]: name } as Record<K, string>);

const given = <T extends object>(members: T): { [K in keyof T]?: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as never;

const headersOf = (headers: Headers | undefined): [string, string][] | undefined =>
  headers && Array.from(headers.entries(), ([name, value]) => [name, value]);

const keptOf = (body: Body, text: string | undefined, judged: Judged, { digest }: Redactor) => ({
  payloadKept: body.state satisfies PayloadKept,
  payloadBytes: body.state === "text" ? utf8.encode(body.text).length : undefined,
  payloadDigest: text === undefined ? undefined : payloadDigestOf(judged.integration, text, digest),
});

const nextOf = ({ next }: AttemptFacts): WebhookAttempted["next"] => {
  if (!next) return undefined;
  const { number, earliestMs, latestMs, clause } = next;
  const { path, file, line, text, parameters } = clause;
  return {
    ...(earliestMs === undefined ? {} : { from: iso(Math.ceil(earliestMs)) }),
    until: iso(Math.floor(latestMs)),
    number,
    clause: { path, file, line, text: text.slice(0, LONGEST_NAME), delayMs: parameters.delayMs },
  };
};

/**
 * What is stored of a webhook attempt that was judged; `statedMs` is when it began by its own clock. The texts of its bodies stand beside the event, so
 * that they can be erased.
 */
export const attemptEvent = (
  attempt: WebhookAttempt,
  statedMs: number,
  facts: AttemptFacts,
  judged: Judged,
  { hash, redactor }: { hash: Hash; redactor: Redactor },
): JudgedEvent => {
  const { integration } = judged;
  const { source, id, environment, endpoint, eventId, manual, request, response } = attempt;
  const { outcome, signature, timestamp, object, last } = facts;
  const number =
    attempt.attempt !== undefined && attempt.attempt <= HIGHEST_NUMBER ? attempt.attempt : undefined;
  const text = redactedBody(request.body, redactor);
  const answer = response && redactedBody(response.body, redactor);
  const delivery = { integration, endpoint, eventId, ...(environment === undefined ? {} : { environment }) };
  const deliveryId = deliveryIdOf(delivery, hash);
  const { observedBy, durationMs, failure } = attempt;
  const subject = object && subjectOf({ integration, ...object }, redactor.digest);
  const event: WebhookAttempted = {
    type: "WebhookAttempted",
    ...delivery,
    deliveryId,
    ...named("eventType", facts.eventType),
    source,
    id,
    startedAt: iso(attempt.timeMs),
    ...(statedMs === attempt.timeMs ? {} : { statedAt: iso(statedMs) }),
    ...given({ observedBy, durationMs, number, status: response?.status, failure }),
    manual,
    ...(attempt.partial ? { partial: true } : {}),
    outcome,
    signature,
    timestamp,
    ...given({
      requestHeaders: headersOf(request.headers),
      responseHeaders: headersOf(response?.headers),
      subject,
    }),
    ...named("objectType", object?.type),
    ...given({ ...keptOf(request.body, text, judged, redactor), next: nextOf(facts), last }),
  };
  return {
    eventId: idOf(JSON.stringify(["attempted", integration, source, id]), hash),
    stream: `delivery-${integration}-${deliveryId}`,
    ...judged,
    occurredAtMs: attempt.timeMs,
    event,
    ...(text === undefined && answer === undefined
      ? {}
      : { payload: given({ request: text, response: answer }) }),
  };
};
