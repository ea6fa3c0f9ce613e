import type { Specification } from "#spec";
import { Clients } from "./clients.ts";
import type { SimulatedEvent } from "./cloud-event.ts";
import { Emitter } from "./emission/emitter.ts";
import { LogOrder } from "./emission/log-order.ts";
import type { SimulatedClient } from "./exchange/client.ts";
import { createComposer, type Composer } from "./exchange/composer.ts";
import type { Draft } from "./exchange/draft.ts";
import { needsToken, tokenExchange } from "./exchange/token-exchange.ts";
import { businessErrors } from "./faults/fault.ts";
import { FaultDeck } from "./faults/fault-deck.ts";
import { trafficModel, type TrafficModel } from "./model/traffic-model.ts";
import { createRandom, type Random } from "./random.ts";

/** What traffic to make. */
export interface SimulateOptions {
  specification: Specification;
  /** A whole number; the same options give the same events. */
  seed: number;
  /** How many events. */
  count: number;
  ratePerSecond: number;
  /** Event time of the first exchange, in milliseconds since the epoch. */
  startMs: number;
  /** Which rules are broken now and then. */
  faults: "all" | "none" | readonly string[];
}

const MENTIONED_SHARE = 0.1;
const ERROR_SHARE = 0.03;
const SERVER_ERROR_SHARE = 0.0003;

const cleanExchange = (
  model: TrafficModel,
  composer: Composer,
  random: Random,
  client: SimulatedClient,
  startMs: number,
): Draft => {
  const isMentioned = model.endpoints.length === 0 || random.chance(MENTIONED_SHARE);
  if (isMentioned && model.mentioned.length > 0)
    return composer.mentioned(client, random.pick(model.mentioned), startMs);
  const endpoint = random.pick(model.endpoints);
  const draft = composer.success(client, endpoint, startMs);
  const isServerError = random.chance(SERVER_ERROR_SHARE);
  if (!isServerError && !random.chance(ERROR_SHARE)) return draft;
  const errors = isServerError
    ? model.catalogue.filter(({ status }) => status >= 500)
    : businessErrors(model, endpoint);
  if (errors.length > 0) composer.answerError(draft, random.pick(errors));
  return draft;
};

/**
 * Traffic for a specification in the event contract, with the violations it must raise. Deterministic. Throws an error
 * for people when the specification documents no endpoint, or a fault's rule is unknown.
 */
export function* simulate(options: SimulateOptions): Generator<SimulatedEvent, void> {
  const { specification, seed, count, ratePerSecond, startMs } = options;
  const model = trafficModel(specification);
  if (model.endpoints.length === 0)
    throw new Error(`"${specification.title}" documents no endpoint, so there is no traffic to simulate.`);
  const random = createRandom(seed);
  const composer = createComposer(model, random);
  const clients = new Clients(model, count, ratePerSecond, random);
  const deck = new FaultDeck(options.faults, random);
  const emitter = new Emitter(specification.id, `sim-${seed}-${startMs.toString(36)}`, random);
  const log = new LogOrder();
  const intervalMs = 1000 / ratePerSecond;
  let emitted = 0;

  for (let turn = 0; emitted + log.size < count; turn++) {
    const nowMs = startMs + Math.floor(turn * intervalMs);
    for (const draft of log.endedBy(nowMs)) {
      yield emitter.emit(draft);
      emitted++;
    }
    const client = clients.next();
    let atMs = Math.max(nowMs + Math.floor(random.next() * intervalMs), client.readyMs);
    if (model.token && needsToken(model.token, client, atMs)) {
      log.add(tokenExchange(model, model.token, client, atMs, random));
      atMs = client.readyMs;
    }
    const scene = {
      model,
      random,
      composer,
      client,
      startMs: atMs,
      observedMs: emitter.observedMs,
      newClient: (environment: TrafficModel["environments"][number]) => clients.newcomer(environment),
    };
    const drafts = deck.deal(scene) ?? [cleanExchange(model, composer, random, client, atMs)];
    for (const draft of drafts) {
      deck.mark(model, draft);
      log.add(draft);
    }
  }
  for (const draft of log.endedBy(Infinity)) {
    if (emitted === count) return;
    yield emitter.emit(draft);
    emitted++;
  }
}
