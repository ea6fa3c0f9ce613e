import { claim } from "../draft-base.ts";
import { memberAt } from "../value/member.ts";
import { newMessage, newSubject } from "../webhook/message.ts";
import { bodyBreaks, type BodyBreak } from "./body-breaks.ts";
import type { Fault } from "./fault.ts";
import { deliveryFault, firstAttempt, thenDelivered, type WebhookScene } from "./webhook.ts";

const REFUSED = 401;
const INVALID = 400;
const WRONG_SECRET = "somebody-else's-secret";
const UNKNOWN_EVENT = "ledger.archived";

/** A first attempt whose signature is missing or wrong, with the rule that says so. */
const forged = (delivery: WebhookScene, answer?: number) => {
  const { signature } = delivery.model;
  if (signature === undefined || signature.scheme.signed === "unknown") return undefined;
  const draft = firstAttempt(delivery, answer, { secret: WRONG_SECRET });
  return { draft, header: signature.header };
};

const breaksOf = ({ model, message }: WebhookScene): BodyBreak[] => {
  const { structure, pointers, events } = model;
  const named = Object.values(pointers).filter((pointer) => pointer !== undefined);
  const ofStructure = structure ? bodyBreaks(structure, message.payload) : [];
  const own = events.find(({ name }) => name === message.eventType)?.payload;
  const data = pointers.data === undefined ? message.payload : memberAt(message.payload, pointers.data);
  const inPlace = ofStructure.filter(
    ({ kind, pointer }) => kind !== "bound" && !named.some((name) => `${name}/`.startsWith(`${pointer}/`)),
  );
  return [...inPlace, ...(own ? bodyBreaks(own, data).filter(({ kind }) => kind === "missing") : [])];
};

export const WEBHOOK_MESSAGE_FAULTS: readonly Fault[] = [
  deliveryFault("webhook.signature-missing", (delivery) => {
    const made = forged(delivery, REFUSED);
    if (!made) return undefined;
    delete made.draft.request.headers[made.header];
    claim(made.draft, "webhook.signature-missing");
    return thenDelivered(delivery, made.draft);
  }),
  deliveryFault("webhook.signature-invalid", (delivery, { random }) => {
    const made = forged(delivery, REFUSED);
    if (!made) return undefined;
    if (random.chance(0.5)) made.draft.request.headers[made.header] = "unsigned";
    claim(made.draft, "webhook.signature-invalid");
    return thenDelivered(delivery, made.draft);
  }),
  deliveryFault("webhook.forgery-accepted", (delivery, { random }) => {
    const made = forged(delivery);
    if (!made) return undefined;
    const isMissing = random.chance(0.5);
    if (isMissing) delete made.draft.request.headers[made.header];
    return claim(
      made.draft,
      isMissing ? "webhook.signature-missing" : "webhook.signature-invalid",
      "webhook.forgery-accepted",
    );
  }),
  deliveryFault("webhook.timestamp-missing", (delivery) => {
    const { timestampHeader } = delivery.model;
    if (timestampHeader === undefined) return undefined;
    const draft = firstAttempt(delivery, INVALID);
    delete draft.request.headers[timestampHeader];
    claim(draft, "webhook.timestamp-missing");
    return thenDelivered(delivery, draft);
  }),
  deliveryFault("webhook.stale", (delivery) => {
    const { replayWindowMs } = delivery.model;
    if (replayWindowMs === undefined) return undefined;
    const draft = firstAttempt(delivery, INVALID, { ageMs: replayWindowMs + 60_000 });
    claim(draft, "webhook.stale");
    return thenDelivered(delivery, draft);
  }),
  deliveryFault("webhook.replay-accepted", (delivery) => {
    const { replayWindowMs } = delivery.model;
    if (replayWindowMs === undefined) return undefined;
    const draft = firstAttempt(delivery, undefined, { ageMs: replayWindowMs + 60_000 });
    return claim(draft, "webhook.stale", "webhook.replay-accepted");
  }),
  deliveryFault("webhook.undocumented-event", (delivery, { random, startMs }) => {
    const event = { name: UNKNOWN_EVENT };
    const message = newMessage(delivery.model, event, newSubject(event, random), startMs, random);
    return claim(firstAttempt({ ...delivery, message }), "webhook.undocumented-event");
  }),
  deliveryFault("webhook.payload-invalid", (delivery, { random }) => {
    const breaks = breaksOf(delivery);
    if (breaks.length === 0) return undefined;
    random.pick(breaks).apply();
    return claim(firstAttempt(delivery), "webhook.payload-invalid");
  }),
  deliveryFault("webhook.event-id-reuse", (delivery, { random, startMs }) => {
    const { model, message } = delivery;
    const event = model.events.find(({ name }) => name === message.eventType)!;
    const subject = newSubject(event, random);
    const other = newMessage(model, event, subject, startMs, random, message.eventId);
    const first = firstAttempt(delivery, 503);
    const [, second] = thenDelivered({ ...delivery, message: other }, first);
    claim(second!, "webhook.event-id-reuse");
    return [first, second!];
  }),
  deliveryFault("webhook.insecure-endpoint", (delivery, { random }) => {
    if (!delivery.model.asksForHttps) return undefined;
    const endpoint = `http://old-shop-${random.hex(6)}.example.net/hooks`;
    return claim(firstAttempt({ ...delivery, endpoint }), "webhook.insecure-endpoint");
  }),
];
