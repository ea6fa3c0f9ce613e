import type { Batch, Claim, DeadLetter, NewEvent, ShardKey, Snapshot } from "#event-store";

/** What keeps a shard's events right; taking one away shows what it is there for. */
export interface Protections {
  /** Only the newest claim writes. */
  epoch: boolean;
  /** A batch begins where the checkpoint stands. */
  offset: boolean;
  /** An event whose id is stored is passed over. */
  uniqueId: boolean;
}

export const PROTECTED: Protections = { epoch: true, offset: true, uniqueId: true };

/** An event at its place in the store and in its stream. */
export interface ModelEvent extends NewEvent {
  position: number;
  version: number;
}

/** One shard of the store in memory: the protocol of event-store's SQL, each call whole or not at all. */
export class StoreModel {
  epoch = 0;
  nextOffset = 0;
  released = 0;
  readonly events: ModelEvent[] = [];
  readonly deadLetters: DeadLetter[] = [];
  /** By offset; the newest and the one before it. */
  snapshots: Snapshot[] = [];
  /** Those of another engine version. */
  outdated: Snapshot[] = [];
  readonly contents = new Map<string, string>();
  private readonly ids = new Set<string>();
  private readonly heads = new Map<string, number>();

  constructor(private readonly protections: Protections = PROTECTED) {}

  /** The store as it stands now, for a time when it comes back without what was written since. */
  copy(): StoreModel {
    const { epoch, nextOffset, released } = this;
    const copy = Object.assign(new StoreModel(this.protections), { epoch, nextOffset, released });
    copy.events.push(...this.events);
    copy.deadLetters.push(...this.deadLetters);
    copy.snapshots.push(...this.snapshots);
    copy.outdated.push(...this.outdated);
    for (const [hash, text] of this.contents) copy.contents.set(hash, text);
    for (const id of this.ids) copy.ids.add(id);
    for (const [stream, version] of this.heads) copy.heads.set(stream, version);
    return copy;
  }

  claim({ pipeline, topic, partition }: ShardKey, topicId: string): Claim {
    this.epoch += 1;
    return { pipeline, topic, partition, topicId, epoch: this.epoch, nextOffset: this.nextOffset };
  }

  commit(claim: Claim, { from, to, events, deadLetters }: Batch): "committed" | "fenced" {
    if (this.isOvertaken(claim) || (this.protections.offset && from !== this.nextOffset)) return "fenced";
    this.nextOffset = to;
    const known = new Set(this.deadLetters.map(({ offset }) => offset));
    this.deadLetters.push(...deadLetters.filter(({ offset }) => !known.has(offset)));
    for (const event of events) this.append(event);
    return "committed";
  }

  saveSnapshot(claim: Claim, snapshot: Snapshot): "saved" | "fenced" | "ahead" {
    if (this.isOvertaken(claim)) return "fenced";
    if (snapshot.offset > this.nextOffset) return "ahead";
    const newestOther = this.snapshots.findLast(({ offset }) => offset !== snapshot.offset);
    this.snapshots = [...(newestOther ? [newestOther] : []), snapshot].sort((a, b) => a.offset - b.offset);
    return "saved";
  }

  /** Its bytes are the caller's own: state that is read from them lives in them. */
  loadSnapshot(atOrBelow: number, among = this.snapshots): Snapshot | undefined {
    const found = among.findLast(({ offset }) => offset <= atOrBelow);
    return found && { offset: found.offset, bytes: Buffer.from(found.bytes) };
  }

  activeRevision(integration: string): string | undefined {
    const stream = `integration-${integration}`;
    return this.events.findLast((event) => event.stream === stream && event.type === "RevisionActivated")
      ?.revision;
  }

  private isOvertaken({ epoch }: Claim): boolean {
    return this.protections.epoch && epoch !== this.epoch;
  }

  private append(event: NewEvent): void {
    const id = `${event.eventId} ${event.occurredAtMs}`;
    if (this.protections.uniqueId && this.ids.has(id)) return;
    this.ids.add(id);
    const version = (this.heads.get(event.stream) ?? 0) + 1;
    this.heads.set(event.stream, version);
    this.events.push({ ...event, position: this.events.length + 1, version });
  }
}
