import type { SimulatedClient } from "../exchange/client.ts";
import type { Composer } from "../exchange/composer.ts";
import type { Draft } from "../draft.ts";
import { claim } from "../draft-base.ts";
import type { ExchangeDraft } from "../exchange/draft.ts";
import { successStatus, type EndpointModel } from "../model/endpoint-model.ts";
import { rejectionOf, type ErrorModel } from "../model/error-model.ts";
import type { EnvironmentModel, TrafficModel } from "../model/traffic-model.ts";
import type { Random } from "../random.ts";
import type { Outage } from "../traffic/outages.ts";

/** Where and when a fault happens. */
export interface Scene {
  model: TrafficModel;
  random: Random;
  composer: Composer;
  /** The client whose turn it is; its token is valid. */
  client: SimulatedClient;
  startMs: number;
  /** Until when the time to come suffices for what is told only minutes later. */
  tellableUntilMs: number;
  /** Since when the log is observed. */
  observedMs: number;
  /** A client without a history. */
  newClient(environment: EnvironmentModel): SimulatedClient;
}

/** The time that a simulation covers, about. */
export interface Horizon {
  startMs: number;
  endMs: number;
  ratePerSecond: number;
}

/** A way to break one rule. */
export interface Fault {
  rule: string;
  /** Whether it takes a whole burst of events. */
  isBurst?: boolean;
  /** Whether it comes before all others, so that no environment has long been without it. */
  isEarly?: boolean;
  /** The events with what they claim; undefined where the specification gives no occasion. */
  inject?(scene: Scene): Draft[] | undefined;
  /** A fault that stands: changes each exchange that it concerns. */
  stand?(model: TrafficModel, draft: ExchangeDraft): void;
  /** A fault that takes its time: when an environment is out. */
  plan?(model: TrafficModel, horizon: Horizon): Outage[];
}

/** Statuses whose answers other rules watch: authentication and limits. */
const SPECIAL = new Set([401, 403, 429]);

/** A valid exchange that names its client, at one of the endpoints that fit; undefined where none does. */
export const ordinary = (
  scene: Scene,
  fits: (endpoint: EndpointModel) => boolean = () => true,
): ExchangeDraft | undefined => {
  const endpoints = scene.model.endpoints.filter(
    (endpoint) => successStatus(endpoint) !== undefined && fits(endpoint),
  );
  if (endpoints.length === 0) return undefined;
  const draft = scene.composer.success(scene.client, scene.random.pick(endpoints), scene.startMs);
  draft.explicit = true;
  return draft;
};

/** The client errors an endpoint may answer to a valid request, but those that other rules watch. */
export const businessErrors = (model: TrafficModel, endpoint: EndpointModel): ErrorModel[] => {
  const rejection = rejectionOf(endpoint)?.code;
  return (model.errors.get(endpoint) ?? []).filter(
    ({ code, status }) => status >= 400 && status < 500 && !SPECIAL.has(status) && code !== rejection,
  );
};

/** Answers an invalid request as the document says; without such a word, the connection breaks. */
export const reject = ({ model, composer }: Scene, draft: ExchangeDraft): void => {
  const { endpoint } = draft;
  const error = endpoint && (rejectionOf(endpoint) ?? businessErrors(model, endpoint)[0]);
  if (error) return composer.answerError(draft, error);
  delete draft.response;
  draft.failure = "reset";
};

/** Answers 401 or 403 with a documented error; false where the document knows none of the status. */
export const refuse = ({ model, composer }: Scene, draft: ExchangeDraft, status: number): boolean => {
  const error = (model.errors.get(draft.endpoint!) ?? []).find((known) => known.status === status);
  if (error === undefined) return false;
  composer.answerError(draft, error);
  if (model.recordsAuthenticationFailures) claim(draft, "auth.failure");
  return true;
};
