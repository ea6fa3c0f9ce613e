import type { SimulatedEvent, TruthEntry } from "../cloud-event.ts";
import type { Draft } from "../draft.ts";
import { endOf, type Claim } from "../draft-base.ts";
import type { EnvironmentModel } from "../model/traffic-model.ts";
import type { Random } from "../random.ts";
import { ParityOracle } from "./parity-oracle.ts";
import { ServiceLevelOracle } from "./service-level-oracle.ts";
import { toCloudEvent } from "./to-cloud-event.ts";

const whoAndWhere = (draft: Draft): Pick<TruthEntry, "client" | "endpoint"> => {
  if (draft.kind === "exchange") return { client: draft.client.name, endpoint: draft.label };
  return draft.kind === "attempt" ? { endpoint: draft.endpoint } : {};
};

/** Turns drafts, in log order, into events with the violations that open at each. */
export class Emitter {
  /** When the first event of the log ended: what was before is not observed. */
  observedMs = Infinity;
  private emitted = 0;
  private readonly opened = new Set<string>();
  private readonly parity = new ParityOracle();
  private readonly levels: ServiceLevelOracle;
  private readonly pending: { entry: TruthEntry; dueMs: number }[] = [];

  constructor(
    private readonly integration: string,
    private readonly idPrefix: string,
    private readonly random: Random,
    environments: readonly EnvironmentModel[],
  ) {
    this.levels = new ServiceLevelOracle(environments);
  }

  emit(draft: Draft): SimulatedEvent {
    if (this.emitted === 0) this.observedMs = endOf(draft);
    this.emitted++;
    const id = `${this.idPrefix}-${this.emitted}`;
    const event = toCloudEvent(draft, this.integration, id, this.random.hex(32));
    const truth = [
      ...draft.claims
        .filter((claim) => this.opens(claim, draft))
        .map((claim) => this.entry(claim, draft, id)),
      ...(draft.kind === "exchange" ? this.parity.observe(draft, id) : []),
      ...this.levels.observe(draft, id),
    ];
    return { event, truth: [...this.due(draft.startMs), ...truth.filter((entry) => entry !== undefined)] };
  }

  private opens({ rule, episode }: Claim, { environment }: Draft): boolean {
    if (episode === undefined) return true;
    const key = `${rule} ${environment.name ?? ""} ${episode}`;
    if (this.opened.has(key)) return false;
    this.opened.add(key);
    return true;
  }

  /** A claim as truth; one that only later time confirms waits for it. */
  private entry({ rule, confirmedAtMs }: Claim, draft: Draft, eventId: string): TruthEntry | undefined {
    const entry: TruthEntry = {
      rule,
      eventId,
      environment: draft.environment.name,
      ...whoAndWhere(draft),
    };
    if (confirmedAtMs === undefined) return entry;
    this.pending.push({ entry, dueMs: confirmedAtMs });
    return undefined;
  }

  private due(clockMs: number): TruthEntry[] {
    const due = this.pending.filter(({ dueMs }) => dueMs <= clockMs);
    for (const item of due) this.pending.splice(this.pending.indexOf(item), 1);
    return due.map(({ entry }) => entry);
  }
}
