import { setTimeout as sleep } from "node:timers/promises";
import type { Batch, Claim, NewPayload } from "#event-store";
import type { OwnedPartition } from "#stream";
import type { PayloadText } from "../payloads/payload-texts.ts";
import { delayAfter, patiently } from "../store/patience.ts";
import type { SessionDependencies } from "./dependencies.ts";

/** Another process has claimed the partition since: nothing of ours is written any more. */
export class Fenced extends Error {
  override readonly name = "Fenced";

  constructor(topic: string, partition: number, epoch: number) {
    super(
      `Partition ${partition} of "${topic}" was fenced: another process has claimed it since epoch ${epoch}.`,
    );
  }
}

/** Commits a partition's batches one after another under its claim. */
export class Commits {
  constructor(
    private readonly dependencies: SessionDependencies,
    private readonly owned: OwnedPartition,
    public claim: Claim,
  ) {}

  /**
   * Resolves once the batch is committed with what its webhooks carried, sealed; however often PostgreSQL goes away
   * meanwhile. Rejects with Fenced, or with the signal's reason when the partition is taken away before the outcome is
   * known.
   */
  async commit(batch: Batch, texts: readonly PayloadText[]): Promise<void> {
    const { store, metrics, log } = this.dependencies;
    const measured = metrics.commitSeconds.startTimer();
    for (let failures = 0; ; failures++) {
      try {
        const payloads = await this.seal(texts);
        const outcome = await store.commit(this.claim, { ...batch, payloads });
        if (outcome === "fenced") throw this.fenced();
        if (outcome === "committed") break;
        this.dependencies.payloads?.forget(texts);
      } catch (error) {
        if (error instanceof Fenced) throw error;
        const { topic, partition, signal } = this.owned;
        const message = `The outcome of a commit to partition ${partition} of "${topic}" is unknown: ${String(error)}`;
        log("warn", message, { from: batch.from, to: batch.to });
        await sleep(delayAfter(failures), undefined, { signal });
        if (await this.wasCommitted(batch)) break;
      }
    }
    this.claim = { ...this.claim, nextOffset: batch.to };
    measured();
  }

  private async seal(texts: readonly PayloadText[]): Promise<NewPayload[]> {
    const { payloads, log } = this.dependencies;
    if (!payloads || texts.length === 0) return [];
    return patiently(() => payloads.seal(texts), "Sealing the payloads of webhooks", this.owned.signal, log);
  }

  /** Claims again, so that the first try cannot land any more, and reads what became of it. */
  private async wasCommitted(batch: Batch): Promise<boolean> {
    const { store, log } = this.dependencies;
    const { claim } = this;
    const again = await patiently(
      () => store.claim(claim, claim.topicId),
      `Claiming partition ${claim.partition}`,
      this.owned.signal,
      log,
    );
    if (again.epoch !== claim.epoch + 1) throw this.fenced();
    this.claim = again;
    if (again.nextOffset !== batch.from && again.nextOffset !== batch.to) throw this.fenced();
    return again.nextOffset === batch.to;
  }

  fenced(): Fenced {
    this.dependencies.metrics.fences.inc();
    return new Fenced(this.owned.topic, this.owned.partition, this.claim.epoch);
  }
}
