import { endOf } from "../draft-base.ts";
import type { ExchangeDraft } from "../exchange/draft.ts";
import { tokenExchange } from "../exchange/token-exchange.ts";
import type { EndpointModel } from "../model/endpoint-model.ts";
import type { ErrorModel } from "../model/error-model.ts";
import type { EnvironmentModel, TrafficModel } from "../model/traffic-model.ts";
import { ordinary, type Scene } from "./fault.ts";

/** How long an exchange of a story takes. */
export const STORY_DURATION_MS = 40;

/** An environment whose failures spend no error budget, where there is one. */
const unwatched = ({ environments }: TrafficModel): EnvironmentModel =>
  environments.findLast(({ serviceLevels }) => serviceLevels === undefined) ?? environments[0]!;

/** A scene with a client of its own, about which nothing is known before. */
export const withNewcomer = (scene: Scene, environment = unwatched(scene.model)): Scene => ({
  ...scene,
  client: scene.newClient(environment),
});

/** The exchange in which the scene's client gets a token; undefined where the document knows no tokens. */
export const issue = ({ model, client, random }: Scene, startMs: number): ExchangeDraft | undefined =>
  model.token && tokenExchange(model, model.token, client, startMs, random);

/** A request, and the same again after each of the gaps; nothing is answered yet. */
export const repeated = (
  scene: Scene,
  gapsMs: readonly number[],
  fits?: (endpoint: EndpointModel) => boolean,
  prepare?: (draft: ExchangeDraft) => void,
): ExchangeDraft[] | undefined => {
  const first = ordinary(scene, fits);
  if (first === undefined) return undefined;
  first.durationMs = STORY_DURATION_MS;
  prepare?.(first);
  const drafts = [first];
  for (const gapMs of gapsMs) {
    const draft = scene.composer.again(first, endOf(drafts.at(-1)!) + gapMs);
    draft.durationMs = STORY_DURATION_MS;
    drafts.push(draft);
  }
  return drafts;
};

/** Answers all but the last with the error, and the last with success. */
export const answerInTheEnd = (
  { composer }: Scene,
  drafts: readonly ExchangeDraft[],
  error: ErrorModel,
): void => {
  for (const draft of drafts.slice(0, -1)) composer.answerError(draft, error);
  composer.answerSuccess(drafts.at(-1)!);
};
