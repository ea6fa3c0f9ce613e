import { documentedBody, successStatus, type EndpointModel } from "../model/endpoint-model.ts";
import type { ErrorModel } from "../model/error-model.ts";
import type { MentionedOperation, TrafficModel } from "../model/traffic-model.ts";
import type { Random } from "../random.ts";
import { bodyValue } from "../value/schema-value.ts";
import type { SimulatedClient } from "./client.ts";
import type { ExchangeDraft } from "./draft.ts";
import { countRequest } from "./rate-limit-headers.ts";
import { filledPath, plainRequest, validRequest } from "./request.ts";
import { errorBody, exceededBody, plainResponse } from "./response.ts";

/** Makes whole exchanges that break nothing, and answers that a fault asks for. */
export interface Composer {
  /** A valid request, answered with the endpoint's documented success. */
  success(client: SimulatedClient, endpoint: EndpointModel, startMs: number): ExchangeDraft;
  /** A request to an operation that the document names without defining it. */
  mentioned(client: SimulatedClient, operation: MentionedOperation, startMs: number): ExchangeDraft;
  /** The same request, sent again and not answered yet. */
  again(draft: ExchangeDraft, startMs: number): ExchangeDraft;
  /** Answers a draft anew: the endpoint's documented success. */
  answerSuccess(draft: ExchangeDraft): void;
  /** Answers a draft anew: an error with its body. */
  answerError(draft: ExchangeDraft, error: ErrorModel): void;
  /** Answers a draft anew: a status without a captured body. */
  answerStatus(draft: ExchangeDraft, status: number): void;
  /** Answers a draft anew: the limit is exceeded. */
  answerExceeded(draft: ExchangeDraft): void;
}

const duration = (random: Random) =>
  Math.round((random.chance(0.985) ? 20 + random.next() * 120 : 140 + random.next() * 250) * 10) / 10;

const DEFAULT_EXCEEDED_STATUS = 429;

export const createComposer = (model: TrafficModel, random: Random): Composer => {
  /** Each exchange counts once, however often it is answered anew. */
  const limits = new WeakMap<ExchangeDraft, Record<string, string>>();

  const draftOf = (
    client: SimulatedClient,
    operation: MentionedOperation,
    startMs: number,
    endpoint?: EndpointModel,
  ): ExchangeDraft => {
    const draft: ExchangeDraft = {
      kind: "exchange",
      startMs,
      durationMs: duration(random),
      client,
      environment: client.environment,
      explicit: client.namesItself,
      label: `${operation.method} ${operation.path}`,
      endpoint,
      method: operation.method,
      baseUrl: client.environment.baseUrl,
      path: filledPath(operation.path, random),
      query: model.usageQuery === undefined ? "" : `${model.usageQuery}=${client.token}`,
      request: endpoint
        ? validRequest(model, client, endpoint, random, startMs)
        : plainRequest(model, client, random),
      claims: [],
    };
    limits.set(draft, countRequest(model, client, operation.method, operation.path, startMs));
    return draft;
  };

  const endMs = (draft: ExchangeDraft) => draft.startMs + draft.durationMs;

  const answerStatus = (draft: ExchangeDraft, status: number) => {
    draft.response = plainResponse(draft.endpoint, status, limits.get(draft) ?? {}, endMs(draft), random);
  };

  const answerSuccess = (draft: ExchangeDraft, endpoint: EndpointModel) => {
    const status = successStatus(endpoint);
    if (status === undefined) return;
    answerStatus(draft, status);
    const body = documentedBody(endpoint, status);
    if (body && draft.response)
      draft.response.body = bodyValue(body, { random, nowMs: endMs(draft), optional: 1 });
  };

  return {
    success(client, endpoint, startMs) {
      const draft = draftOf(client, endpoint, startMs, endpoint);
      answerSuccess(draft, endpoint);
      return draft;
    },
    again(draft, startMs) {
      const { client, method, label, request } = draft;
      const repeated: ExchangeDraft = {
        ...draft,
        startMs,
        durationMs: duration(random),
        request: structuredClone(request),
        response: undefined,
        failure: undefined,
        claims: [],
      };
      const path = draft.endpoint?.path ?? label.slice(method.length + 1);
      limits.set(repeated, countRequest(model, client, method, path, startMs));
      return repeated;
    },
    answerSuccess(draft) {
      if (draft.endpoint) answerSuccess(draft, draft.endpoint);
    },
    mentioned(client, operation, startMs) {
      const draft = draftOf(client, operation, startMs);
      answerStatus(draft, 200);
      if (draft.response) draft.response.body = { items: [], total: random.integer(0, 500) };
      return draft;
    },
    answerError(draft, error) {
      answerStatus(draft, error.status);
      const body = errorBody(model, draft.endpoint, error, endMs(draft), random);
      if (draft.response && body !== undefined) draft.response.body = body;
    },
    answerStatus,
    answerExceeded(draft) {
      answerStatus(draft, model.exceeded?.status ?? DEFAULT_EXCEEDED_STATUS);
      const body = exceededBody(model, endMs(draft), random);
      if (!draft.response) return;
      if (body !== undefined) draft.response.body = body;
      if (!("Retry-After" in draft.response.headers)) draft.response.headers["Retry-After"] = "60";
    },
  };
};
