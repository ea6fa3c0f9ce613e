import type { Match, Selector } from "./selector.ts";
import type { Clause, ClauseOf } from "#spec";

type WebhookKind = Extract<Clause["kind"], `webhook.${string}`>;

const delivery = (names?: readonly string[]): Match => ({ kind: "delivery", ...(names && { names }) });

const captured = (kind: "delivery-headers" | "delivery-body", names?: readonly string[]): Selector => {
  const match: Match = { kind, ...(names && { names }) };
  return { seen: [match], possible: delivery(names), captured: [match] };
};

const only = (match: Match): Selector => ({ seen: [match], possible: match });

/** By which attempts a clause about webhooks is exercised. */
export const webhookSelector = (clause: { [K in WebhookKind]: ClauseOf<K> }[WebhookKind]): Selector => {
  switch (clause.kind) {
    case "webhook.signature":
    case "webhook.signature-scheme":
    case "webhook.timestamp":
    case "webhook.replay-window":
    case "webhook.header":
      return captured("delivery-headers");
    case "webhook.payload":
      return captured("delivery-body");
    case "webhook.event": {
      const { event, payload } = clause.parameters;
      return payload ? captured("delivery-body", [event]) : only(delivery([event]));
    }
    case "webhook.subscription":
      return only(delivery([clause.parameters.event]));
    case "webhook.secure-endpoint":
      return only(delivery());
    case "webhook.attempts":
      return {
        seen: [{ kind: "delivery-outcome", statuses: [300, 599], failures: true }],
        possible: { kind: "delivery-outcome", statuses: [300, 599], failures: true },
      };
    case "webhook.schedule-step": {
      const { attempt } = clause.parameters;
      if (attempt === 1) return only(delivery());
      const retry: Match = { kind: "delivery-retry", names: [String(attempt)] };
      return { seen: [retry], possible: delivery() };
    }
    case "webhook.success":
      return only({ kind: "delivery-outcome", statuses: [100, 599] });
  }
};
