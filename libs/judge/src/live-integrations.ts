import type { CompiledSpecification } from "#checks";
import type { Exchange, Interaction, WebhookAttempt } from "#observation";
import type { IntegrationMemory } from "./integration-memory.ts";
import { routeOf } from "./route.ts";

/** What is judged, unlike what moves clocks or revisions. */
export type Fact = Exchange | WebhookAttempt | Interaction;

/** An integration whose specification is active, with what is remembered of it. */
export interface Live {
  integration: string;
  memory: IntegrationMemory;
  compiled: CompiledSpecification;
}

/** The integrations of one judge. */
export class LiveIntegrations {
  readonly memories = new Map<string, IntegrationMemory>();
  readonly active = new Map<string, CompiledSpecification>();
  readonly #live = new Map<string, Live>();
  /** The one that an event named last: events come in runs. */
  #last: Live | undefined;

  /** `soleOwnsAll`: a sole integration owns every event. */
  constructor(private readonly soleOwnsAll: boolean) {}

  get(integration: string): Live | undefined {
    return this.#live.get(integration);
  }

  /** Makes a specification the active one of its integration. */
  set(compiled: CompiledSpecification, memory: IntegrationMemory): Live {
    const integration = compiled.specification.id;
    const live = { integration, memory, compiled };
    this.memories.set(integration, memory);
    this.active.set(integration, compiled);
    this.#live.set(integration, live);
    this.#last = undefined;
    return live;
  }

  /** The only integration; undefined where there are several or none. */
  sole(): string | undefined {
    return this.active.size === 1 ? [...this.active.keys()][0] : undefined;
  }

  /** Whose an observation is, or why nobody's. */
  ownerOf(observation: Fact): Live | { problem: string } {
    const { subject } = observation;
    if (this.#last && subject === this.#last.integration) return this.#last;
    const route = routeOf(observation, this.active, this.soleOwnsAll);
    if ("problem" in route) return route;
    const live = this.#live.get(route.integration)!;
    if (subject !== undefined) this.#last = live;
    return live;
  }
}
