import { setTimeout as sleep } from "node:timers/promises";
import type { Pool } from "pg";
import { appendEvents, ensureEventPartitions, inTransaction, type NewEvent } from "#event-store";
import type { Specification } from "#spec";
import type { ViolationEvent } from "#violation";

const TICK_MS = 100;
/** Of a hundred changes so many open a violation; the others are of those that are open. */
const OPENINGS = 5;

/** A seeded course of violations: what is appended next is the same in each run, but for its times. */
export class ViolationStream {
  private readonly begunMs = Date.now();
  private readonly counts: number[] = [];
  private changes = 0;

  constructor(
    private readonly pool: Pool,
    private readonly specification: Specification,
  ) {}

  /** Opens so many violations at once. */
  open(count: number): Promise<void> {
    return this.append(Array.from({ length: count }, () => this.opened()));
  }

  /** Changes so many violations a second until the signal aborts; returns how many were changed. */
  async run(rate: number, signal: AbortSignal): Promise<number> {
    const begun = performance.now();
    let done = 0;
    while (!signal.aborted) {
      const due = Math.floor(((performance.now() - begun) / 1000) * rate);
      await this.append(Array.from({ length: due - done }, () => this.next()));
      done = due;
      await sleep(TICK_MS);
    }
    return done;
  }

  private next(): ViolationEvent {
    return this.changes++ % 100 < OPENINGS ? this.opened() : this.recurred();
  }

  private opened(): ViolationEvent {
    const number = this.counts.push(1) - 1;
    const { clauses, id: integration } = this.specification;
    const clause = clauses[(number * 7) % clauses.length]!;
    const { path, file, line, text } = clause;
    return {
      type: "ViolationOpened",
      violation: {
        id: `live-${this.begunMs}-${number}`,
        rule: "request.body-invalid",
        severity: (["critical", "error", "warning", "info"] as const)[number % 4]!,
        party: number % 3 === 0 ? "provider" : "consumer",
        clause: { path, file, line, text },
        integration,
        environment: "production",
        client: `shop-${number % 20}`,
        endpoint: "POST /api/v1/orders",
        time: new Date().toISOString(),
        eventIds: [`event ${number}`],
        message: `quantity of item ${number} is 0; the specification asks for at least 1`,
        evidence: { expected: "≥ 1", actual: 0 },
        count: 1,
      },
    };
  }

  private recurred(): ViolationEvent {
    const back = (this.changes * 7919) % Math.min(this.counts.length, 500);
    const number = this.counts.length - 1 - back;
    const count = (this.counts[number] = this.counts[number]! + 1);
    return {
      type: "ViolationRecurred",
      id: `live-${this.begunMs}-${number}`,
      count,
      eventIds: [`event ${number}`],
      lastTime: new Date().toISOString(),
      ended: false,
    };
  }

  private async append(events: readonly ViolationEvent[]): Promise<void> {
    if (events.length === 0) return;
    const occurredAtMs = Date.now();
    const stored = events.map((data): NewEvent => {
      const id = data.type === "ViolationOpened" ? data.violation.id : data.id;
      const eventId = `${id} ${data.type} ${data.type === "ViolationRecurred" ? data.count : 1}`;
      const { type } = data;
      return { eventId, stream: `violation-${id}`, type, source: this.specification.id, occurredAtMs, data };
    });
    await ensureEventPartitions(this.pool, [occurredAtMs]);
    await inTransaction(this.pool, (client) => appendEvents(client, stored));
  }
}
