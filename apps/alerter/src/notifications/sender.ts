import { setTimeout as sleep } from "node:timers/promises";
import type { Pool } from "pg";
import type { Logger } from "pino";
import type { NotificationEvent, Notifier, Outgoing, SendOutcome } from "#alerting";
import {
  appendEvents,
  ensureEventPartitions,
  inTransaction,
  leaseMessages,
  postponeMessage,
  settleMessage,
  type LeasedMessage,
} from "#event-store";
import { explain, type Clock } from "#platform";
import { backoffMs, Circuit } from "./circuit.ts";
import type { NotificationMetrics } from "./metrics.ts";
import { storedNotification } from "./notification-event.ts";

/** What a sender works with. */
export interface SenderOptions {
  pool: Pool;
  notifier: Notifier;
  /** Tells this process from others. */
  owner: string;
  clock: Clock;
  metrics: NotificationMetrics;
  logger: Pick<Logger, "info" | "warn">;
}

const CONCURRENCY = 4;
const POLL_MS = 1000;
const ATTEMPT_MS = 15_000;
/** Longer than an attempt takes: after it another process sends again, with the same key. */
const LEASE_MS = 60_000;
const FIRST_PAUSE_MS = 1000;
const MOST_PAUSE_MS = 300_000;
const GIVE_UP_MS = 6 * 3_600_000;

/** Sends what waits in the outbox for one receiver, at least once; it waits for no other receiver, and none for it. */
export class Sender {
  private readonly circuit = new Circuit();
  private readonly running = new Set<Promise<void>>();
  private wake: () => void = () => undefined;

  constructor(private readonly options: SenderOptions) {}

  /** There is something new to send. */
  kick(): void {
    this.wake();
  }

  /** Sends until the signal aborts; then ends what is under way. */
  async run(signal: AbortSignal): Promise<void> {
    const { logger, notifier } = this.options;
    while (!signal.aborted) {
      try {
        if ((await this.begin(signal)) > 0) continue;
      } catch (error) {
        logger.warn(`The outbox of ${notifier.receiver} waits, and is tried again: ${explain(error)}`);
      }
      await this.pause(signal);
    }
    await Promise.allSettled(this.running);
  }

  private async pause(signal: AbortSignal): Promise<void> {
    const woken = new AbortController();
    this.wake = () => woken.abort();
    await sleep(POLL_MS, undefined, { signal: AbortSignal.any([signal, woken.signal]) }).catch(
      () => undefined,
    );
  }

  private async begin(signal: AbortSignal): Promise<number> {
    const { pool, notifier, owner, clock } = this.options;
    const room = this.circuit.allowed(clock.nowMs(), CONCURRENCY) - this.running.size;
    if (room <= 0) return 0;
    const messages = await leaseMessages(pool, notifier.receiver, owner, LEASE_MS, room);
    for (const message of messages) {
      const attempt = this.attempt(message, signal).finally(() => {
        this.running.delete(attempt);
        this.kick();
      });
      this.running.add(attempt);
    }
    return messages.length;
  }

  private async attempt(message: LeasedMessage, signal: AbortSignal): Promise<void> {
    const { logger, notifier, clock, metrics } = this.options;
    const { receiver } = notifier;
    try {
      const outcome = await this.send(message.payload as Outgoing, signal);
      metrics.attempts.inc({ receiver, outcome: outcome.kind });
      if (outcome.kind === "retry") this.circuit.failed(clock.nowMs());
      else this.circuit.succeeded();
      await this.record(message, outcome, signal.aborted);
    } catch (error) {
      logger.warn(`What came of a notification to ${receiver} is not recorded: ${explain(error)}`);
    }
  }

  /** One attempt that ends in time, whatever the notifier does. */
  private async send({ notification }: Outgoing, signal: AbortSignal): Promise<SendOutcome> {
    const over = new AbortController();
    const limit = AbortSignal.any([signal, AbortSignal.timeout(ATTEMPT_MS), over.signal]);
    const late = new Promise<SendOutcome>((resolve) => {
      limit.addEventListener("abort", () =>
        resolve({ kind: "retry", detail: `no outcome within ${ATTEMPT_MS / 1000} s` }),
      );
    });
    try {
      return await Promise.race([this.options.notifier.send(notification, limit), late]);
    } catch (error) {
      return { kind: "retry", detail: explain(error) };
    } finally {
      over.abort();
    }
  }

  private async record(message: LeasedMessage, outcome: SendOutcome, stopping: boolean): Promise<void> {
    const { pool, clock, metrics, notifier, logger } = this.options;
    const { decided, committedAtMs } = message.payload as Outgoing;
    const { receiver } = notifier;
    const nowMs = clock.nowMs();
    const givesUp = nowMs - message.createdAtMs >= GIVE_UP_MS;
    const { detail } = outcome;
    if (outcome.kind === "retry" && !givesUp) {
      const pauseMs = backoffMs(message.attempt, FIRST_PAUSE_MS, MOST_PAUSE_MS);
      logger.warn(`A notification to ${receiver} is tried again: ${detail}`);
      return postponeMessage(pool, message, stopping ? 0 : Math.max(pauseMs, outcome.afterMs ?? 0));
    }
    const attempts = message.attempt;
    const event: NotificationEvent =
      outcome.kind === "sent"
        ? { type: "NotificationSent", ...decided, attempts, detail }
        : {
            type: "NotificationFailed",
            ...decided,
            reason: outcome.kind === "refused" ? "refused" : "gave-up",
            attempts,
            detail,
          };
    await ensureEventPartitions(pool, [nowMs]);
    const settled = await inTransaction(pool, async (client) => {
      if (!(await settleMessage(client, message))) return false;
      await appendEvents(client, [storedNotification(event, nowMs)]);
      return true;
    });
    if (!settled) return;
    if (event.type === "NotificationFailed") {
      metrics.outcomes.inc({ outcome: "failed", receiver, reason: event.reason });
      logger.warn(`A notification to ${receiver} failed for good: ${detail}`);
      return;
    }
    metrics.outcomes.inc({ outcome: "sent", receiver, reason: decided.cause });
    if (committedAtMs !== undefined) metrics.seconds.observe({ receiver }, (nowMs - committedAtMs) / 1000);
  }
}
