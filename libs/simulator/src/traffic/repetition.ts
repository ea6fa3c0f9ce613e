import type { Draft } from "../draft.ts";
import type { Scene } from "../faults/fault.ts";
import { repeated } from "../faults/story.ts";

/** How long a repetition may take, so that the client's token stays good for it. */
const LONGEST_MS = 20_000;
const FIRST_GAP_MS = 1_000;
const SOON_MS = 3_000;
const CONFLICT_SHARE = 0.3;

/** Whether the client's token need not be renewed before a story is over. */
const hasTime = ({ model: { token }, client, startMs }: Scene): boolean =>
  token === undefined || (client.tokenExpiresMs ?? 0) - startMs > token.thresholdSeconds * 1000 + LONGEST_MS;

/** A request that fails on the provider's side, and is sent again as the catalogue asks, with its key, until it succeeds. */
export const correctRetry = (scene: Scene): Draft[] | undefined => {
  const { model, composer, random } = scene;
  const errors = model.catalogue.filter(
    ({ code, status }) => status >= 500 && model.strategies.get(code)?.backoff === true,
  );
  const isPromising = scene.client.environment.serviceLevels !== undefined;
  if (errors.length === 0 || isPromising || !hasTime(scene)) return undefined;
  const error = random.pick(errors);
  const attempts = Math.min(3, model.strategies.get(error.code)!.attempts ?? 3);
  const gapsMs = Array.from({ length: attempts - 1 }, (_, index) => FIRST_GAP_MS * 2 ** index);
  const drafts = repeated(scene, gapsMs, ({ method }) => method !== "POST" || model.replays.size > 0);
  if (drafts === undefined) return undefined;
  for (const draft of drafts.slice(0, -1)) {
    composer.answerError(draft, error);
    if (draft.response && random.chance(0.5)) draft.response.headers["Retry-After"] = "1";
  }
  composer.answerSuccess(drafts.at(-1)!);
  return drafts;
};

/** A request and the same again with its key, which changes nothing: the answer is the same, or a conflict. */
export const correctReplay = (scene: Scene): Draft[] | undefined => {
  const { model, composer, random } = scene;
  if (!hasTime(scene)) return undefined;
  const drafts = repeated(scene, [random.integer(FIRST_GAP_MS, SOON_MS)], (endpoint) =>
    model.replays.has(endpoint),
  );
  const [first, replay] = drafts ?? [];
  if (!first?.response || !replay) return undefined;
  const { status, conflict } = model.replays.get(first.endpoint!)!;
  if (conflict && (status === undefined || random.chance(CONFLICT_SHARE))) {
    composer.answerError(replay, conflict);
    return [first, replay];
  }
  composer.answerSuccess(replay);
  if (!replay.response) return undefined;
  replay.response.status = status ?? first.response.status;
  replay.response.body = structuredClone(first.response.body);
  return [first, replay];
};
