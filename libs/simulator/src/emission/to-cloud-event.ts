import type { CloudEvent } from "../cloud-event.ts";
import type { Draft } from "../draft.ts";
import type { ExchangeDraft } from "../exchange/draft.ts";
import type { InteractionDraft } from "../sequence/interaction.ts";
import type { AttemptDraft } from "../webhook/attempt.ts";

const exchangeData = (draft: ExchangeDraft, traceId: string): Record<string, unknown> => {
  const { client, environment, explicit, method, baseUrl, path, query, request, response, failure } = draft;
  return {
    ...(explicit && environment.name !== undefined && { environment: environment.name }),
    ...(explicit && { client: client.name }),
    method,
    url: `${baseUrl}${path}${query === "" ? "" : `?${query}`}`,
    request,
    ...(response && { response }),
    ...(failure !== undefined && { error: { kind: failure } }),
    durationMs: draft.durationMs,
    traceId: draft.traceId ?? traceId,
  };
};

const attemptData = (draft: AttemptDraft): Record<string, unknown> => {
  const { environment, endpoint, eventId, eventType, attempt, request, response, failure } = draft;
  return {
    ...(environment.name !== undefined && { environment: environment.name }),
    observedBy: "sender",
    endpoint,
    eventId,
    eventType,
    attempt,
    request,
    ...(response && { response }),
    ...(failure !== undefined && { error: { kind: failure } }),
    durationMs: draft.durationMs,
  };
};

const interactionData = (draft: InteractionDraft): Record<string, unknown> => {
  const { environment, traceId, from, to, message, arrow, failed } = draft;
  return {
    ...(environment.name !== undefined && { environment: environment.name }),
    traceId,
    from,
    to,
    message,
    arrow,
    failed,
  };
};

const TYPES = {
  exchange: "http.exchange.v1",
  attempt: "webhook.attempt.v1",
  interaction: "interaction.v1",
} as const;

const dataOf = (draft: Draft, traceId: string): Record<string, unknown> => {
  if (draft.kind === "exchange") return exchangeData(draft, traceId);
  return draft.kind === "attempt" ? attemptData(draft) : interactionData(draft);
};

/** A draft in the event contract. `traceId` is 32 hex digits, for an exchange without a trace. */
export const toCloudEvent = (draft: Draft, subject: string, id: string, traceId: string): CloudEvent => ({
  specversion: "1.0",
  id,
  source: "/simulator",
  type: TYPES[draft.kind],
  time: new Date(draft.startMs).toISOString(),
  subject,
  datacontenttype: "application/json",
  data: dataOf(draft, traceId),
});
