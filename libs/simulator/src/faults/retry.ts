import type { RetryStrategy } from "#spec";
import { claim, endOf } from "../draft-base.ts";
import { dropHeader, type ExchangeDraft } from "../exchange/draft.ts";
import type { EndpointModel } from "../model/endpoint-model.ts";
import { rejectionOf, type ErrorModel } from "../model/error-model.ts";
import { burst } from "./burst.ts";
import { refuse, type Fault, type Scene } from "./fault.ts";
import { answerInTheEnd, repeated, withNewcomer } from "./story.ts";

const PATIENT_MS = 1_000;
const HASTY_MS = 30;

const GROWING_MS = (retries: number) =>
  Array.from({ length: retries }, (_, index) => PATIENT_MS * 2 ** index);

const errorsWith = (
  { model }: Scene,
  endpoint: EndpointModel,
  fits: (strategy: RetryStrategy, error: ErrorModel) => boolean,
): ErrorModel[] =>
  (model.errors.get(endpoint) ?? []).filter((error) => {
    const strategy = model.strategies.get(error.code);
    return strategy !== undefined && error.code !== rejectionOf(endpoint)?.code && fits(strategy, error);
  });

/** A repeated request, all but the last time answered with an error that fits; its last time breaks the rule. */
const story = (
  rule: string,
  gapsOf: (strategy: RetryStrategy) => readonly number[],
  fits: (strategy: RetryStrategy, error: ErrorModel) => boolean,
): Fault => ({
  rule,
  inject(given) {
    const scene = withNewcomer(given);
    const errors = scene.model.endpoints.flatMap((endpoint) => errorsWith(scene, endpoint, fits));
    if (errors.length === 0) return undefined;
    const error = scene.random.pick(errors);
    const gapsMs = gapsOf(scene.model.strategies.get(error.code)!);
    const drafts = repeated(
      scene,
      gapsMs,
      (endpoint) => isRepeatable(scene, endpoint) && errorsWith(scene, endpoint, fits).includes(error),
    );
    if (drafts === undefined) return undefined;
    answerInTheEnd(scene, drafts, error);
    claim(drafts.at(-1)!, rule);
    return drafts;
  },
});

/** Whether a repetition can be told: by a key, a request id or a body. */
const isRepeatable = (_: Scene, { headers, body }: EndpointModel): boolean =>
  body !== undefined ||
  headers.some(({ name, required }) => /idempot/i.test(name) || (required && /request-?id/i.test(name)));

const isServerError = (_: RetryStrategy, { status }: ErrorModel) => status >= 500;

export const RETRY_FAULTS: readonly Fault[] = [
  story(
    "retry.forbidden",
    () => [PATIENT_MS],
    ({ forbidden }, { status }) => forbidden === true && ![401, 403, 429].includes(status),
  ),
  story(
    "retry.limit",
    ({ attempts = 1 }) => GROWING_MS(attempts),
    (strategy, error) =>
      strategy.attempts !== undefined && strategy.refresh === undefined && isServerError(strategy, error),
  ),
  story(
    "retry.no-backoff",
    () => [HASTY_MS],
    (strategy, error) => strategy.backoff === true && isServerError(strategy, error),
  ),
  story(
    "retry.no-backoff",
    () => [PATIENT_MS, PATIENT_MS, PATIENT_MS],
    (strategy, error) =>
      strategy.backoff === true && (strategy.attempts ?? 4) >= 4 && isServerError(strategy, error),
  ),
  {
    rule: "retry.too-soon",
    isBurst: true,
    inject(scene) {
      const { model, composer } = scene;
      if (![...model.strategies.values()].some(({ afterHeader }) => afterHeader)) return undefined;
      const drafts = burst(scene, "refused");
      const last = drafts?.at(-1);
      if (last?.endpoint === undefined || !isRepeatable(scene, last.endpoint)) return undefined;
      const retry = composer.again(last, endOf(last) + PATIENT_MS);
      composer.answerExceeded(retry);
      return [...drafts!, ...claim(retry, "retry.too-soon")];
    },
  },
  {
    rule: "retry.without-refresh",
    inject(given) {
      const scene = withNewcomer(given);
      const { strategies } = scene.model;
      const drafts = repeated(scene, [PATIENT_MS], (endpoint) => isRepeatable(scene, endpoint));
      const code = (scene.model.errors.get(drafts?.[0]?.endpoint as EndpointModel) ?? []).find(
        ({ status }) => status === 401,
      )?.code;
      if (code === undefined || strategies.get(code)?.refresh !== true) return undefined;
      const [first, retry] = drafts as [ExchangeDraft, ExchangeDraft];
      refuse(scene, first, 401);
      scene.composer.answerSuccess(retry);
      claim(retry, "retry.without-refresh");
      return [first, retry];
    },
  },
  {
    rule: "retry.unsafe",
    inject(given) {
      const scene = withNewcomer(given);
      const { model } = scene;
      const isFitting = (endpoint: EndpointModel) =>
        endpoint.method === "POST" && model.replays.has(endpoint);
      const errors = model.endpoints
        .filter(isFitting)
        .flatMap((endpoint) =>
          errorsWith(
            scene,
            endpoint,
            (strategy, error) => strategy.backoff === true && isServerError(strategy, error),
          ),
        );
      if (errors.length === 0) return undefined;
      const withoutKey = (draft: ExchangeDraft) =>
        dropHeader(draft.request, model.replays.get(draft.endpoint!)!.header);
      const drafts = repeated(scene, [PATIENT_MS], isFitting, withoutKey);
      if (drafts === undefined) return undefined;
      answerInTheEnd(scene, drafts, scene.random.pick(errors));
      const retry = drafts.at(-1)!;
      claim(retry, "retry.unsafe");
      const { header } = model.replays.get(retry.endpoint!)!;
      if (retry.endpoint!.headers.some(({ name, required }) => required && name === header)) {
        for (const draft of drafts) claim(draft, "request.header-missing");
        claim(retry, "request.invalid-accepted");
      }
      return drafts;
    },
  },
];
