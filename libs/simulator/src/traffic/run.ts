import type { Draft } from "../draft.ts";
import type { ExchangeDraft } from "../exchange/draft.ts";
import { successStatus } from "../model/endpoint-model.ts";
import type { ArrowModel } from "../model/sequence-model.ts";
import type { Scene } from "../faults/fault.ts";
import { arrowsOfRun, interactionsOf } from "../sequence/run.ts";

const FAILURE_SHARE = 0.05;

/** The exchange that the first arrow speaks of, where it names an endpoint. */
const exchangeOf = (
  { model, composer, client, startMs }: Scene,
  arrow: ArrowModel,
): ExchangeDraft | undefined => {
  const endpoint = model.endpoints.find(
    (candidate) => candidate.label === arrow.message && successStatus(candidate) !== undefined,
  );
  return endpoint && composer.success(client, endpoint, startMs);
};

/** A run of a diagram as one trace, with its exchange where it begins with one; now and then a step fails and it ends. */
export const cleanRun = (scene: Scene): Draft[] | undefined => {
  const { model, random, client, startMs } = scene;
  if (model.sequences.length === 0) return undefined;
  const arrows = arrowsOfRun(random.pick(model.sequences), random);
  if (arrows.length === 0) return undefined;
  const traceId = random.hex(32);
  const exchange = exchangeOf(scene, arrows[0]!);
  if (exchange) exchange.traceId = traceId;
  const drafts = interactionsOf(arrows, { environment: client.environment, startMs, traceId }, random);
  if (arrows.length > 2 && random.chance(FAILURE_SHARE)) {
    drafts.length = random.integer(2, arrows.length - 1);
    drafts.at(-1)!.failed = true;
  }
  return exchange ? [exchange, ...drafts] : drafts;
};
