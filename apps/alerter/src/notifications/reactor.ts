import type { Pool, PoolClient } from "pg";
import {
  flush,
  nextDueMs,
  takeEvent,
  takeReceivers,
  type Dispatch,
  type DispatchContext,
  type NotificationEvent,
  type Outgoing,
} from "#alerting";
import {
  appendEvents,
  enqueue,
  ensureEventPartitions,
  headPosition,
  inTransaction,
  readEvents,
} from "#event-store";
import { sha256Hex, type Clock } from "#platform";
import { alertingHead, loadDispatch, saveDispatch } from "#read-models";
import { alertingEvent } from "./alerting-event.ts";
import type { NotificationMetrics } from "./metrics.ts";
import { storedNotification } from "./notification-event.ts";
import type { SignalWatch } from "./signal-watch.ts";

/** What the reactor works with. */
export interface ReactorOptions {
  pool: Pool;
  /** Names of the configured receivers. */
  receivers: readonly string[];
  clock: Clock;
  metrics: NotificationMetrics;
  signals: SignalWatch;
  consoleUrl?: string | undefined;
  /** Called when there is something new to send. */
  queued: () => void;
}

const BATCH = 1000;
/** Groups are looked at when the newest event taken is no older than this: what is behind is taken first. */
const CURRENT_MS = 10_000;
/** And so often at least, however far behind. */
const PATIENCE_MS = 30_000;

/**
 * Turns committed events into notifications: alerts, groups, outbox, history and checkpoint move in one transaction. Of
 * several processes one works at a time.
 */
export class Reactor {
  private remembered: { dispatch: Dispatch; generation: number; position: number } | undefined;
  private flushedAtMs: number;

  constructor(private readonly options: ReactorOptions) {
    this.flushedAtMs = options.clock.nowMs();
  }

  /** Takes a batch, or looks at groups that are due; false where there was nothing to do. */
  async advance(): Promise<boolean> {
    const { pool, clock, signals } = this.options;
    if (await this.isIdle(clock.nowMs())) return false;
    await ensureEventPartitions(pool, [clock.nowMs()]);
    try {
      const { outgoing, more } = await inTransaction(pool, (client) => this.work(client));
      if (outgoing > 0) this.options.queued();
      return more;
    } catch (error) {
      this.remembered = undefined;
      signals.forget();
      throw error;
    }
  }

  private async isIdle(nowMs: number): Promise<boolean> {
    const { pool, signals } = this.options;
    if (!this.remembered || signals.isDue(nowMs)) return false;
    const dueMs = nextDueMs(this.remembered.dispatch);
    if (dueMs !== undefined && dueMs <= nowMs) return false;
    const { generation, position } = await alertingHead(pool);
    return generation === this.remembered.generation && position === (await headPosition(pool));
  }

  private async work(client: PoolClient): Promise<{ outgoing: number; more: boolean }> {
    const { receivers, consoleUrl, metrics, signals, clock } = this.options;
    const head = await alertingHead(client, true);
    const nowMs = clock.nowMs();
    if (this.remembered?.generation !== head.generation)
      this.remembered = { dispatch: await loadDispatch(client), ...head };
    const { dispatch } = this.remembered;
    const context: DispatchContext = { nowMs, receivers, hash: sha256Hex, consoleUrl };
    takeReceivers(dispatch, context);
    const events = await readEvents(client, head.position, BATCH);
    for (const event of events) takeEvent(dispatch, await alertingEvent(client, event), event, context);
    const more = events.length === BATCH;
    const behindMs = more ? nowMs - events.at(-1)!.recordedAtMs : 0;
    const looks = behindMs <= CURRENT_MS || nowMs - this.flushedAtMs >= PATIENCE_MS;
    if (!more) await signals.take(client, dispatch, context);
    const { outgoing, held } = looks ? flush(dispatch, context) : { outgoing: [], held: [] };
    if (looks) this.flushedAtMs = nowMs;

    const position = events.at(-1)?.position ?? head.position;
    const generation = head.generation + 1;
    await saveDispatch(client, dispatch, { generation, position });
    const records = [...held, ...(await this.enqueue(client, outgoing, nowMs))];
    await appendEvents(
      client,
      records.map((record) => storedNotification(record, nowMs)),
    );
    this.remembered = { dispatch, generation, position };

    for (const record of records)
      metrics.outcomes.inc(
        { outcome: "held", receiver: record.receiver ?? "", reason: record.reason },
        record.violations ?? (record.alerts?.length ?? 0) + (record.omitted ?? 0),
      );
    metrics.alerts.set(dispatch.alerts.size);
    metrics.delay.set(behindMs / 1000);
    return { outgoing: outgoing.length, more };
  }

  private async enqueue(client: PoolClient, outgoing: readonly Outgoing[], nowMs: number) {
    const superseded = await enqueue(
      client,
      outgoing.map((one) => ({
        channel: one.decided.receiver,
        subject: one.decided.groupKey,
        deduplicationKey: one.decided.key,
        payload: one,
      })),
    );
    return superseded.map(({ payload }): Extract<NotificationEvent, { type: "NotificationHeld" }> => {
      const { groupKey, groupLabels, alerts, omitted, summary, receiver, key } = (payload as Outgoing)
        .decided;
      return {
        type: "NotificationHeld",
        stage: "notify",
        reason: "superseded",
        ...{ groupKey, groupLabels, alerts, omitted, summary, receiver, key },
        decidedAt: new Date(nowMs).toISOString(),
      };
    });
  }
}
