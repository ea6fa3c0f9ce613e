import type { Specification } from "#spec";
import { Clients } from "./clients.ts";
import type { SimulatedEvent } from "./cloud-event.ts";
import { Emitter } from "./emission/emitter.ts";
import { LogOrder } from "./emission/log-order.ts";
import { createComposer } from "./exchange/composer.ts";
import { needsToken, tokenExchange } from "./exchange/token-exchange.ts";
import type { Scene } from "./faults/fault.ts";
import { FaultDeck } from "./faults/fault-deck.ts";
import { trafficModel } from "./model/traffic-model.ts";
import { createRandom } from "./random.ts";
import { cleanExchange, cleanStory, eventsATurn } from "./traffic/clean-traffic.ts";
import { Outages } from "./traffic/outages.ts";

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

/** The part of the simulated time, and the least time before its end, that is left for what is told only later. */
const UNTOLD_SHARE = 0.1;
const UNTOLD_MS = 120_000;

/**
 * Traffic for a specification in the event contract, with the violations it must raise. Deterministic. Throws an error
 * for people when the specification documents neither endpoint nor webhook, or a fault's rule is unknown.
 */
export function* simulate(options: SimulateOptions): Generator<SimulatedEvent, void> {
  const { specification, seed, count, ratePerSecond, startMs } = options;
  const model = trafficModel(specification);
  if (model.endpoints.length === 0 && model.webhooks === undefined)
    throw new Error(
      `"${specification.title}" documents no endpoint and no webhook, so there is no traffic to simulate.`,
    );
  const random = createRandom(seed);
  const composer = createComposer(model, random);
  const clients = new Clients(model, count, ratePerSecond, random);
  const deck = new FaultDeck(options.faults, random);
  const intervalMs = (1000 / ratePerSecond) * eventsATurn(model);
  const horizon = { startMs, endMs: startMs + (1000 / ratePerSecond) * count, ratePerSecond };
  const outages = new Outages(model, deck.outages(model, horizon), composer, random);
  const emitter = new Emitter(
    specification.id,
    `sim-${seed}-${startMs.toString(36)}`,
    random,
    model.environments,
  );
  const log = new LogOrder();
  let emitted = 0;

  for (let turn = 0; ; turn++) {
    const nowMs = startMs + Math.floor(turn * intervalMs);
    for (let draft = log.nextBy(nowMs); draft !== undefined; draft = log.nextBy(nowMs)) {
      if (emitted === count) return;
      yield emitter.emit(draft);
      emitted++;
    }
    if (emitted === count) return;
    const client = clients.next();
    let atMs = Math.max(nowMs + Math.floor(random.next() * intervalMs), client.readyMs);
    if (model.token && needsToken(model.token, client, atMs)) {
      log.add(tokenExchange(model, model.token, client, atMs, random));
      atMs = client.readyMs;
    }
    const scene: Scene = {
      model,
      random,
      composer,
      client,
      startMs: atMs,
      tellableUntilMs: horizon.endMs - Math.max(UNTOLD_MS, UNTOLD_SHARE * (horizon.endMs - startMs)),
      observedMs: emitter.observedMs,
      newClient: (environment) => clients.newcomer(environment),
    };
    const story = deck.deal(scene) ?? cleanStory(scene);
    for (const draft of story ?? cleanExchange(scene)) {
      if (draft.kind === "exchange") {
        if (!story) outages.strike(draft);
        deck.mark(model, draft);
      }
      log.add(draft);
    }
  }
}
