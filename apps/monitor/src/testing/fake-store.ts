import type { Batch, Claim, DeadLetter, NewEvent, ShardKey, Snapshot } from "#event-store";
import type { MonitorStore } from "../store/monitor-store.ts";

/** What happens to the next commits, one each: `lost` commits and loses the answer, `refused` fails before it commits. */
export type CommitFault = "lost" | "refused";

/** The store's protocol in memory: epochs, checkpoints, events by id, snapshots under the fence. */
export class FakeStore implements MonitorStore {
  readonly events: NewEvent[] = [];
  readonly deadLetters: DeadLetter[] = [];
  readonly contents = new Map<string, string>();
  readonly snapshots: Snapshot[] = [];
  readonly faults: CommitFault[] = [];
  readonly commits: { from: number; to: number }[] = [];
  epoch = 0;
  nextOffset = 0;
  down = false;
  released = 0;

  claim(key: ShardKey, topicId: string): Promise<Claim> {
    return this.answering(() => ({
      pipeline: key.pipeline,
      topic: key.topic,
      partition: key.partition,
      topicId,
      epoch: ++this.epoch,
      nextOffset: this.nextOffset,
    }));
  }

  async commit(claim: Claim, batch: Batch): Promise<"committed" | "fenced"> {
    const fault = this.faults.shift();
    if (fault === "refused") throw new Error("connection refused");
    const outcome = await this.answering(() => this.apply(claim, batch));
    if (fault === "lost") throw new Error("connection terminated");
    return outcome;
  }

  release(): Promise<void> {
    return this.answering(() => void (this.released += 1));
  }

  saveSnapshot(claim: Claim, snapshot: Snapshot): Promise<"saved" | "fenced" | "ahead"> {
    return this.answering(() => {
      if (claim.epoch !== this.epoch) return "fenced";
      if (snapshot.offset > this.nextOffset) return "ahead";
      this.snapshots.push(snapshot);
      return "saved";
    });
  }

  loadSnapshot(_key: ShardKey, atOrBelow: number): Promise<Snapshot | undefined> {
    return this.answering(() => this.snapshots.findLast(({ offset }) => offset <= atOrBelow));
  }

  putContent(hash: string, text: string): Promise<void> {
    return this.answering(() => void this.contents.set(hash, text));
  }

  getContent(hash: string): Promise<string | undefined> {
    return this.answering(() => this.contents.get(hash));
  }

  activeRevision(integration: string): Promise<string | undefined> {
    return this.answering(
      () =>
        this.events.findLast(
          ({ stream, type }) => stream === `integration-${integration}` && type === "RevisionActivated",
        )?.revision,
    );
  }

  ping(): Promise<void> {
    return this.answering(() => undefined);
  }

  private apply(claim: Claim, { from, to, events, deadLetters }: Batch): "committed" | "fenced" {
    if (claim.epoch !== this.epoch || from !== this.nextOffset) return "fenced";
    this.nextOffset = to;
    this.commits.push({ from, to });
    const known = new Set(this.events.map(({ eventId }) => eventId));
    this.events.push(...events.filter(({ eventId }) => !known.has(eventId)));
    this.deadLetters.push(...deadLetters);
    return "committed";
  }

  private answering<T>(answer: () => T): Promise<T> {
    return this.down ? Promise.reject(new Error("no connection")) : Promise.resolve(answer());
  }
}
