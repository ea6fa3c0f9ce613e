import { randomBytes } from "node:crypto";
import type { Pool } from "pg";
import { EVENT_STORE_MIGRATIONS, putContent } from "#event-store";
import { createPool, migrate } from "#platform";
import { READ_MODEL_MIGRATIONS } from "#read-models";
import { createKafkaStream, type ObservationStream, type OutgoingRecord, type RecordProducer } from "#stream";
import { startAlerter } from "../../apps/alerter/src/index.ts";
import type { TestPostgres } from "../support/postgres.ts";
import { until } from "../support/until.ts";
import type { Arena } from "./arena.ts";
import type { Log } from "./log.ts";
import { observe, type Observed } from "./observed.ts";
import { topicEnds } from "./topic-ends.ts";
import { WorkerProcess } from "./worker-process.ts";
import type { WorkerSettings } from "./worker-settings.ts";

const SESSION_TIMEOUT_MS = 1000;
const PATIENCE_MS = 180_000;
const BATCH = 500;
const quiet = (): void => undefined;

/** The key of credentials' fingerprints in every process of a trial. */
export const FINGERPRINT_KEY = "the same key in every process";

/** A topic and a database of their own, the log between them, and the workers that judge it. */
export class Trial {
  readonly workers: WorkerProcess[] = [];
  private appended = 0;

  private constructor(
    readonly arena: Arena,
    readonly log: Log,
    readonly topic: string,
    readonly databaseUrl: string,
    readonly pool: Pool,
    private readonly stream: ObservationStream,
    private readonly producer: RecordProducer,
    private readonly partitions: number,
  ) {}

  static async open(
    arena: Arena,
    log: Log,
    { partitions = 1, postgres = arena.postgres }: { partitions?: number; postgres?: TestPostgres } = {},
  ): Promise<Trial> {
    const topic = `faults.${randomBytes(6).toString("hex")}`;
    const databaseUrl = await postgres.createDatabase();
    await migrate(databaseUrl, [...EVENT_STORE_MIGRATIONS, ...READ_MODEL_MIGRATIONS]);
    const pool = createPool(databaseUrl, { max: 10 });
    for (const { revision, files } of log.specifications)
      await putContent(pool, revision, JSON.stringify(files));
    const { brokers } = arena.kafka;
    const stream = createKafkaStream({ brokers, topic, partitions, clientId: "trial", log: quiet });
    await stream.ensure();
    return new Trial(arena, log, topic, databaseUrl, pool, stream, await stream.producer(), partitions);
  }

  get appendedSoFar(): number {
    return this.appended;
  }

  /** Records of the log that are not appended yet. */
  get left(): number {
    return this.log.records.length - this.appended;
  }

  /** Starts a worker and does not wait for it. */
  start(settings: Partial<WorkerSettings> = {}): WorkerProcess {
    const worker = new WorkerProcess({
      databaseUrl: this.databaseUrl,
      brokers: this.arena.kafka.brokers,
      topic: this.topic,
      pipeline: `monitor-${this.topic}`,
      partitions: this.partitions,
      sessionTimeoutMs: SESSION_TIMEOUT_MS,
      fingerprintKey: FINGERPRINT_KEY,
      ...settings,
    });
    this.workers.push(worker);
    return worker;
  }

  /** Appends the next records of the log, all that are left unless told. */
  async append(count = this.left): Promise<void> {
    const to = Math.min(this.appended + count, this.log.records.length);
    while (this.appended < to) {
      const batch = this.log.records.slice(this.appended, Math.min(to, this.appended + BATCH));
      await this.deliver(batch);
      this.appended += batch.length;
    }
  }

  /** Appends for as long as the stream refuses: what it had taken all the same stands in the log twice. */
  private async deliver(batch: readonly OutgoingRecord[]): Promise<void> {
    const tried = (): Promise<boolean> =>
      this.producer.append(batch).then(
        () => true,
        () => false,
      );
    await until("the stream takes records", tried, () => this.state(), PATIENCE_MS);
  }

  /** Makes the topic anew, once its deletion has come to its end. */
  async recreate(): Promise<void> {
    const { brokers } = this.arena.kafka;
    const made = async (): Promise<boolean> => {
      await this.stream.ensure();
      return (await topicEnds(brokers, this.topic)) === 0;
    };
    await this.until("the topic is there again", () => made().catch(() => false));
  }

  /** Records judged and committed so far; undefined while PostgreSQL does not answer. */
  async judged(): Promise<number | undefined> {
    const query = "SELECT coalesce(sum(next_offset), 0)::int AS judged FROM shard";
    return this.pool.query<{ judged: number }>(query).then(
      ({ rows }) => rows[0]!.judged,
      () => undefined,
    );
  }

  /** Who holds partition 0, by process id, and how often it has been claimed. */
  async claim(): Promise<{ pid: number; epoch: number } | undefined> {
    const query = "SELECT owner, epoch::int AS epoch FROM shard WHERE partition = 0";
    const { rows } = await this.pool.query<{ owner: string | null; epoch: number }>(query);
    return rows[0] && { pid: Number(rows[0].owner?.split(":").at(-1)), epoch: rows[0].epoch };
  }

  /** Waits for a condition; says what the workers said where it does not come about. */
  until(what: string, holds: () => Promise<boolean> | boolean): Promise<void> {
    return until(
      what,
      async () => holds(),
      () => this.state(),
      PATIENCE_MS,
    );
  }

  /** Waits until everything appended is judged. */
  async untilJudged(): Promise<void> {
    let all = -1;
    await this.until("everything is judged", async () => {
      const ends = await topicEnds(this.arena.kafka.brokers, this.topic).catch(() => undefined);
      if (ends === undefined) return false;
      all = ends;
      return (await this.judged()) === all;
    });
  }

  /** Ends the workers that are left, takes the read models to the end, and reads what there is. */
  async observe(): Promise<Observed> {
    for (const worker of this.workers.filter(({ isOver }) => !isOver)) await worker.end("SIGTERM");
    const alerter = startAlerter({ pool: this.pool, logger: { info: quiet, warn: quiet } });
    try {
      await this.until("the read models have caught up", async () => {
        const lags = await alerter.lag().catch(() => undefined);
        return lags !== undefined && Object.values(lags).every((lag) => lag === 0);
      });
    } finally {
      await alerter.stop();
    }
    return observe(this.pool);
  }

  /** Ends everything that is its own. */
  async close(): Promise<void> {
    await Promise.all(this.workers.filter(({ isOver }) => !isOver).map((worker) => worker.end("SIGKILL")));
    await this.stream.close();
    await this.pool.end();
  }

  private state(): string {
    const logs = this.workers
      .slice(-3)
      .map((worker) => `worker ${worker.pid}:\n${worker.log().slice(-2000)}`);
    return `Appended ${this.appended} records.\n${logs.join("\n")}`;
  }
}
