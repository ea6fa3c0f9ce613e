import { documentedBody, successStatus, type EndpointModel } from "../model/endpoint-model.ts";
import type { ErrorModel } from "../model/error-model.ts";
import type { MentionedOperation, TrafficModel } from "../model/traffic-model.ts";
import type { Random } from "../random.ts";
import { bodyValue } from "../value/schema-value.ts";
import type { SimulatedClient } from "./client.ts";
import type { Draft } from "./draft.ts";
import { countRequest } from "./rate-limit-headers.ts";
import { filledPath, plainRequest, validRequest } from "./request.ts";
import { errorBody, exceededBody, plainResponse } from "./response.ts";

/** Makes whole exchanges that break nothing, and answers that a fault asks for. */
export interface Composer {
  /** A valid request, answered with the endpoint's documented success. */
  success(client: SimulatedClient, endpoint: EndpointModel, startMs: number): Draft;
  /** A request to an operation that the document names without defining it. */
  mentioned(client: SimulatedClient, operation: MentionedOperation, startMs: number): Draft;
  /** Answers a draft anew: an error with its body. */
  answerError(draft: Draft, error: ErrorModel): void;
  /** Answers a draft anew: a status without a captured body. */
  answerStatus(draft: Draft, status: number): void;
  /** Answers a draft anew: the limit is exceeded. */
  answerExceeded(draft: Draft): void;
}

const duration = (random: Random) =>
  Math.round((random.chance(0.985) ? 20 + random.next() * 120 : 140 + random.next() * 250) * 10) / 10;

const DEFAULT_EXCEEDED_STATUS = 429;

export const createComposer = (model: TrafficModel, random: Random): Composer => {
  /** Each exchange counts once, however often it is answered anew. */
  const limits = new WeakMap<Draft, Record<string, string>>();

  const draftOf = (
    client: SimulatedClient,
    operation: MentionedOperation,
    startMs: number,
    endpoint?: EndpointModel,
  ): Draft => {
    const draft: Draft = {
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

  const endMs = (draft: Draft) => draft.startMs + draft.durationMs;

  const answerStatus = (draft: Draft, status: number) => {
    draft.response = plainResponse(draft.endpoint, status, limits.get(draft) ?? {}, endMs(draft), random);
  };

  return {
    success(client, endpoint, startMs) {
      const draft = draftOf(client, endpoint, startMs, endpoint);
      const status = successStatus(endpoint);
      if (status === undefined) return draft;
      answerStatus(draft, status);
      const body = documentedBody(endpoint, status);
      if (body && draft.response)
        draft.response.body = bodyValue(body, { random, nowMs: endMs(draft), optional: 1 });
      return draft;
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
