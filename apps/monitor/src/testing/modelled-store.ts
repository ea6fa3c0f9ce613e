import type { Batch, Claim, ShardKey, Snapshot } from "#event-store";
import type { MonitorStore } from "../store/monitor-store.ts";
import type { StoreModel } from "./store-model.ts";

/** A connection to a modelled store; `answer` decides when, and whether, a call is applied and answered. */
export abstract class ModelledStore implements MonitorStore {
  protected abstract answer<T>(call: keyof MonitorStore, apply: (model: StoreModel) => T): Promise<T>;

  claim(key: ShardKey, topicId: string): Promise<Claim> {
    return this.answer("claim", (model) => model.claim(key, topicId));
  }

  commit(claim: Claim, batch: Batch): Promise<"committed" | "fenced"> {
    return this.answer("commit", (model) => model.commit(claim, batch));
  }

  release(claim: Claim): Promise<void> {
    return this.answer("release", (model) => void (model.released += claim.epoch === model.epoch ? 1 : 0));
  }

  saveSnapshot(claim: Claim, snapshot: Snapshot): Promise<"saved" | "fenced" | "ahead"> {
    return this.answer("saveSnapshot", (model) => model.saveSnapshot(claim, snapshot));
  }

  loadSnapshot(_key: ShardKey, atOrBelow: number): Promise<Snapshot | undefined> {
    return this.answer("loadSnapshot", (model) => model.loadSnapshot(atOrBelow));
  }

  loadAnySnapshot(_key: ShardKey, atOrBelow: number): Promise<Snapshot | undefined> {
    return this.answer("loadAnySnapshot", (model) => model.loadSnapshot(atOrBelow, model.outdated));
  }

  skippedRecords(): Promise<number[]> {
    return this.answer("skippedRecords", ({ deadLetters }) =>
      deadLetters.filter(({ reason }) => reason === "ENGINE_BUG").map(({ offset }) => offset),
    );
  }

  putContent(hash: string, text: string): Promise<void> {
    return this.answer("putContent", (model) => void model.contents.set(hash, text));
  }

  getContent(hash: string): Promise<string | undefined> {
    return this.answer("getContent", (model) => model.contents.get(hash));
  }

  activeRevision(integration: string): Promise<string | undefined> {
    return this.answer("activeRevision", (model) => model.activeRevision(integration));
  }

  hasBegun(): Promise<boolean> {
    return this.answer("hasBegun", ({ epoch }) => epoch > 0);
  }

  ping(): Promise<void> {
    return this.answer("ping", () => undefined);
  }
}
