import type { Draft } from "../draft.ts";
import type { ExchangeDraft } from "../exchange/draft.ts";
import { businessErrors, type Scene } from "../faults/fault.ts";
import type { TrafficModel } from "../model/traffic-model.ts";
import { cleanDelivery } from "./delivery.ts";
import { correctReplay, correctRetry } from "./repetition.ts";
import { cleanRun } from "./run.ts";

const MENTIONED_SHARE = 0.1;
const ERROR_SHARE = 0.03;
const SERVER_ERROR_SHARE = 0.0003;
const DELIVERY_SHARE = 0.03;
const RUN_SHARE = 0.01;
/** How many attempts a delivery brings besides the first. */
const MORE_ATTEMPTS = 0.35;
const RETRY_SHARE = 0.0002;
const REPLAY_SHARE = 0.004;

/** One exchange that breaks nothing; none where the document names no operation. */
export const cleanExchange = ({ model, composer, random, client, startMs }: Scene): ExchangeDraft[] => {
  const { endpoints, mentioned, catalogue } = model;
  const isMentioned = endpoints.length === 0 || random.chance(MENTIONED_SHARE);
  if (isMentioned && mentioned.length > 0)
    return [composer.mentioned(client, random.pick(mentioned), startMs)];
  if (endpoints.length === 0) return [];
  const endpoint = random.pick(endpoints);
  const draft = composer.success(client, endpoint, startMs);
  const isServerError = client.environment.serviceLevels === undefined && random.chance(SERVER_ERROR_SHARE);
  if (!isServerError && !random.chance(ERROR_SHARE)) return [draft];
  const errors = isServerError
    ? catalogue.filter(({ status }) => status >= 500)
    : businessErrors(model, endpoint);
  if (errors.length > 0) composer.answerError(draft, random.pick(errors));
  return [draft];
};

/** Something more than a single exchange; undefined where this turn brings none. */
export const cleanStory = (scene: Scene): Draft[] | undefined => {
  const { endpoints, mentioned } = scene.model;
  const hasExchanges = endpoints.length > 0 || mentioned.length > 0;
  const share = scene.random.next() * (hasExchanges ? 1 : DELIVERY_SHARE + RUN_SHARE);
  if (share < DELIVERY_SHARE) return cleanDelivery(scene);
  if (share < DELIVERY_SHARE + RUN_SHARE) return cleanRun(scene);
  if (share < DELIVERY_SHARE + RUN_SHARE + REPLAY_SHARE) return correctReplay(scene);
  if (share < DELIVERY_SHARE + RUN_SHARE + REPLAY_SHARE + RETRY_SHARE) return correctRetry(scene);
  return undefined;
};

/** How many events a turn brings on average. */
export const eventsATurn = ({ sequences, webhooks, endpoints, mentioned }: TrafficModel): number => {
  const hasExchanges = endpoints.length > 0 || mentioned.length > 0;
  const stories = hasExchanges ? 1 : 1 / (DELIVERY_SHARE + RUN_SHARE);
  const deliveries = webhooks ? stories * DELIVERY_SHARE * MORE_ATTEMPTS : 0;
  const runs = stories * RUN_SHARE * (sequences[0]?.arrows.size ?? 0);
  return 1 + deliveries + runs + REPLAY_SHARE;
};
