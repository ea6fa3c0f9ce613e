import type { PoolClient } from "pg";
import { follow } from "#event-store";
import { explain } from "#platform";
import { openRedeliveries } from "#read-models";
import { Pace } from "./pace.ts";
import type { RedeliveryOptions } from "./redelivery-options.ts";
import { RedeliveryRun } from "./redelivery-run.ts";

/** Of several processes one sends: whoever holds this lock, for as long as its connection lives. */
const LOCK = "SELECT pg_try_advisory_lock(hashtext('clausewatch redelivery')) AS held";
const UNLOCK = "SELECT pg_advisory_unlock(hashtext('clausewatch redelivery'))";
/** How long an answer is waited for once the process is to end. */
const LAST_ANSWERS_MS = 5000;

/** Sends events again, one run a redelivery, while there is anything left to send. */
export class Redeliverer {
  private readonly pace: Pace;
  private readonly runs = new Map<string, Promise<void>>();
  private readonly abandon = new AbortController();
  private lock: { client: PoolClient; lost: AbortController } | undefined;

  constructor(private readonly options: RedeliveryOptions) {
    this.pace = new Pace(options.rate);
  }

  /** Works until the signal aborts; then ends what is under way. */
  async run(signal: AbortSignal): Promise<void> {
    const { pool, logger } = this.options;
    const failed = (error: unknown): void =>
      logger.warn(`Redelivery waits, and tries again: ${explain(error)}`);
    await follow(pool, signal, () => this.advance(signal), failed);
    const timer = setTimeout(() => this.abandon.abort(), LAST_ANSWERS_MS);
    await Promise.all(this.runs.values());
    clearTimeout(timer);
    await this.unlock();
  }

  private async advance(signal: AbortSignal): Promise<boolean> {
    const open = await openRedeliveries(this.options.pool);
    const fresh = open.filter((id) => !this.runs.has(id));
    if (fresh.length === 0) {
      if (open.length === 0 && this.runs.size === 0) await this.unlock();
      return false;
    }
    const lost = await this.hold();
    if (lost) for (const id of fresh) this.begin(id, AbortSignal.any([signal, lost]));
    return false;
  }

  private begin(id: string, stop: AbortSignal): void {
    const { logger } = this.options;
    const signals = { stop, abandon: this.abandon.signal };
    const run = new RedeliveryRun(this.options, this.pace, id, signals)
      .run()
      .catch((error: unknown) =>
        logger.warn({ redelivery: id }, `A redelivery waits, and is tried again: ${explain(error)}`),
      )
      .finally(() => this.runs.delete(id));
    this.runs.set(id, run);
  }

  /** Takes the lock, where nobody else has it; the signal tells that it is lost. */
  private async hold(): Promise<AbortSignal | undefined> {
    if (this.lock) return this.lock.lost.signal;
    const client = await this.options.pool.connect();
    const lost = new AbortController();
    const broke = (): void => {
      lost.abort();
      this.release(client, true);
    };
    client.on("error", broke);
    try {
      const { rows } = await client.query<{ held: boolean }>(LOCK);
      if (rows[0]?.held) {
        this.lock = { client, lost };
        return lost.signal;
      }
    } catch (error) {
      client.release(true);
      throw error;
    }
    client.off("error", broke);
    client.release();
    return undefined;
  }

  private release(client: PoolClient, broken: boolean): void {
    if (this.lock?.client !== client) return;
    this.lock = undefined;
    client.removeAllListeners("error");
    client.release(broken);
  }

  private async unlock(): Promise<void> {
    const { lock } = this;
    if (!lock) return;
    const broken = await lock.client.query(UNLOCK).then(
      () => false,
      () => true,
    );
    this.release(lock.client, broken);
  }
}
