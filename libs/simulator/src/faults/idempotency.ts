import { claim } from "../draft-base.ts";
import type { ExchangeDraft } from "../exchange/draft.ts";
import { successStatus, type EndpointModel } from "../model/endpoint-model.ts";
import { bodyValue, isObject } from "../value/schema-value.ts";
import type { Fault, Scene } from "./fault.ts";
import { repeated, withNewcomer } from "./story.ts";

const SOON_MS = 2_000;

/** A request and its replay with the same key and body, both answered with success. */
const replayed = (
  scene: Scene,
  fits: (endpoint: EndpointModel) => boolean = () => true,
): [ExchangeDraft, ExchangeDraft] | undefined => {
  const { model, composer } = scene;
  const drafts = repeated(
    scene,
    [SOON_MS],
    (endpoint) => model.replays.get(endpoint)?.idMember !== undefined && fits(endpoint),
  );
  if (drafts === undefined) return undefined;
  const [first, replay] = drafts as [ExchangeDraft, ExchangeDraft];
  composer.answerSuccess(replay);
  const { status } = model.replays.get(first.endpoint!)!;
  if (status !== undefined && replay.response) replay.response.status = status;
  return [first, replay];
};

export const IDEMPOTENCY_FAULTS: readonly Fault[] = [
  {
    rule: "idempotency.duplicate-effect",
    inject(given) {
      const drafts = replayed(withNewcomer(given));
      const [first, replay] = drafts ?? [];
      if (!first || !replay) return undefined;
      const member = given.model.replays.get(first.endpoint!)!.idMember!;
      const [one, other] = [first.response?.body, replay.response?.body];
      if (!isObject(one) || !isObject(other) || one[member] === other[member]) return undefined;
      return [first, ...claim(replay, "idempotency.duplicate-effect")];
    },
  },
  {
    rule: "idempotency.wrong-replay-status",
    inject(given) {
      const { replays } = given.model;
      const isTellable = (endpoint: EndpointModel) => {
        const status = replays.get(endpoint)?.status;
        return status !== undefined && status !== successStatus(endpoint);
      };
      const drafts = replayed(withNewcomer(given), isTellable);
      const [first, replay] = drafts ?? [];
      if (!first?.response || !replay) return undefined;
      replay.response = structuredClone(first.response);
      return [first, ...claim(replay, "idempotency.wrong-replay-status")];
    },
  },
  {
    rule: "idempotency.key-reuse",
    inject(given) {
      const drafts = replayed(withNewcomer(given), ({ body }) => body !== undefined);
      const [first, other] = drafts ?? [];
      if (!first || !other) return undefined;
      const options = { random: given.random, nowMs: other.startMs, optional: 1 };
      other.request.body = bodyValue(first.endpoint!.body!, options);
      const { conflict } = given.model.replays.get(first.endpoint!)!;
      if (conflict) given.composer.answerError(other, conflict);
      else given.composer.answerSuccess(other);
      return [first, ...claim(other, "idempotency.key-reuse")];
    },
  },
];
