import pg from "pg";
import type { DataSource } from "typeorm";
import { EVENT_STORE_MIGRATIONS, type StoredEvent } from "#event-store";
import { migrate } from "#platform";
import { startTestPostgres, type TestPostgres } from "../../../../test/support/postgres.ts";
import { createReadModelSource } from "../data-source.ts";
import { READ_MODEL_MIGRATIONS } from "../migrations.ts";
import { cellOf, UPTIME, type storeOf } from "./measured-minutes.fixture.ts";
import { serviceLevelProjection } from "./service-level.projection.ts";

const MINUTE_MS = 60_000;

/** Whose figures the tests look at. */
export const integration = "shop-parcels";
export const production = { integration, environment: "production" };

/** `2024-01-15T10:30` in UTC. */
export const timeOf = (time: string): number => Date.parse(`${time}Z`);

/** A row of figures with its key. */
export interface Row {
  split: string;
  environment: string;
  endpoint: string;
  client: string;
  at: string;
  requests: number;
  objectives: Record<string, object>;
  stated: Record<string, object> | null;
}

const ROWS = `
  SELECT k.split, k.environment, k.endpoint, k.client, s.level, to_json(s.starts_at AT TIME ZONE 'UTC') AS at,
    s.requests::integer AS requests, s.outcomes, s.objectives, s.durations, s.in_maintenance, s.stated
  FROM service_level s JOIN service_level_key k ON k.id = s.key`;
const ORDER = "ORDER BY k.split, k.environment, k.endpoint, k.client, s.level, s.starts_at";

/** What stands in the tables, as tests look at it. */
const tablesOf = (client: () => pg.Client) => {
  const query = async <T extends object>(text: string, values: unknown[] = []): Promise<T[]> =>
    (await client().query<T>(text, values)).rows;
  const rows = (where = "true"): Promise<Row[]> => query<Row>(`${ROWS} WHERE ${where} ${ORDER}`);
  return {
    query,
    rows,
    /** What counts for the objective in production, by the starts of a level's buckets. */
    counted: async (level: string): Promise<Record<string, object | undefined>> =>
      Object.fromEntries(
        (await rows(`k.split = 'all' AND k.environment = 'production' AND s.level = '${level}'`)).map(
          ({ at, objectives }) => [at.slice(0, 16), objectives[UPTIME]],
        ),
      ),
    /** The first month of the whole integration. */
    month: async (): Promise<Row> => (await rows("k.split = 'all' AND s.level = 'month'"))[0]!,
    restatements: () =>
      query<{ cause: string }>(
        `SELECT cause, objective, before, after, position::integer FROM service_level_restatement
         WHERE objective = $1 ORDER BY position, month`,
        [UPTIME],
      ),
    everything: async () => ({
      figures: await rows(),
      parts: await query("SELECT * FROM service_level_part ORDER BY position"),
      restatements: await query(
        "SELECT * FROM service_level_restatement ORDER BY position, month, environment, objective",
      ),
    }),
  };
};

/** The read model on a real PostgreSQL, empty before each test. */
export const serviceLevelsUnderTest = () => {
  let postgres: TestPostgres;
  let client: pg.Client;
  let source: DataSource;
  beforeAll(async () => {
    postgres = await startTestPostgres();
    await migrate(postgres.url, [...EVENT_STORE_MIGRATIONS, ...READ_MODEL_MIGRATIONS]);
    client = new pg.Client({ connectionString: postgres.url });
    await client.connect();
    source = await createReadModelSource(postgres.url).initialize();
  });
  afterAll(async () => {
    await source?.destroy();
    await client?.end();
    await postgres?.stop();
  });
  beforeEach(async () => {
    await client.query("UPDATE service_level_stream SET sealed_until = NULL");
    await serviceLevelProjection.reset(client);
    await client.query("DELETE FROM event");
  });
  return {
    source: () => source,
    reset: () => serviceLevelProjection.reset(client),
    /** Takes events into the read model that are in no store. */
    handle: (...events: StoredEvent[]) => serviceLevelProjection.handle(client, events),
    ...tablesOf(() => client),
    /** Stores events and takes them into the read model. */
    project: async (...events: StoredEvent[]): Promise<void> => {
      for (const { position, stream, version, eventId, type, revision, occurredAtMs, data } of events)
        await client.query(
          `INSERT INTO event (position, stream, version, event_id, type, revision, source, occurred_at, recorded_at, data, hash,
             previous_hash)
           VALUES ($1, $2, $3, $4, $5, $6, 's', $7, now(), $8, '', '')`,
          [position, stream, version, eventId, type, revision, new Date(occurredAtMs), JSON.stringify(data)],
        );
      await serviceLevelProjection.handle(client, events);
    },
  };
};

/** The same traffic in each minute of a span. */
export const steady = (
  store: ReturnType<typeof storeOf>,
  from: string,
  minutes: number,
  good: number,
  bad = 0,
): StoredEvent[] =>
  Array.from({ length: minutes }, (_, index) =>
    store.minute(new Date(timeOf(from) + index * MINUTE_MS).toISOString().slice(0, 16), cellOf(good, bad)),
  );
