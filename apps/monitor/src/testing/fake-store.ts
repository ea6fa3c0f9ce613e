import type { Batch, Claim, DeadLetter, Snapshot } from "#event-store";
import type { MonitorStore } from "../store/monitor-store.ts";
import { ModelledStore } from "./modelled-store.ts";
import { StoreModel, type ModelEvent } from "./store-model.ts";

/** What happens to the next commits, one each: `lost` commits and loses the answer, `refused` fails before it commits. */
export type CommitFault = "lost" | "refused";

/** A modelled store that answers at once, with the faults that a test asks for. */
export class FakeStore extends ModelledStore {
  readonly faults: CommitFault[] = [];
  readonly commits: { from: number; to: number }[] = [];
  down = false;
  private readonly model = new StoreModel();

  get events(): readonly ModelEvent[] {
    return this.model.events;
  }

  get deadLetters(): readonly DeadLetter[] {
    return this.model.deadLetters;
  }

  get snapshots(): Snapshot[] {
    return this.model.snapshots;
  }

  /** An upgrade whose state has another form: snapshots are of another engine version from now on. */
  outdate(): void {
    this.model.outdated = this.model.snapshots;
    this.model.snapshots = [];
  }

  get contents(): Map<string, string> {
    return this.model.contents;
  }

  get nextOffset(): number {
    return this.model.nextOffset;
  }

  get released(): number {
    return this.model.released;
  }

  override async commit(claim: Claim, batch: Batch): Promise<"committed" | "fenced"> {
    const fault = this.faults.shift();
    if (fault === "refused") throw new Error("connection refused");
    const outcome = await super.commit(claim, batch);
    if (outcome === "committed") this.commits.push({ from: batch.from, to: batch.to });
    if (fault === "lost") throw new Error("connection terminated");
    return outcome;
  }

  protected answer<T>(_call: keyof MonitorStore, apply: (model: StoreModel) => T): Promise<T> {
    return this.down ? Promise.reject(new Error("no connection")) : Promise.resolve(apply(this.model));
  }
}
