import pg from "pg";
import type { DataSource } from "typeorm";
import { EVENT_STORE_MIGRATIONS, type StoredEvent } from "#event-store";
import { migrate } from "#platform";
import { startTestPostgres, type TestPostgres } from "../../../../test/support/postgres.ts";
import { createReadModelSource } from "../data-source.ts";
import { READ_MODEL_MIGRATIONS } from "../migrations.ts";
import { cellOf, type storeOf } from "./measured-minutes.fixture.ts";
import { serviceLevelProjection } from "./service-level.projection.ts";

const MINUTE_MS = 60_000;

/** Whose figures the tests look at. */
export const integration = "shop-parcels";
export const production = { integration, environment: "production" };

/** `2024-01-15T10:30` in UTC. */
export const timeOf = (time: string): number => Date.parse(`${time}Z`);

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
    await serviceLevelProjection.reset(client);
    await client.query("DELETE FROM event");
  });
  return {
    source: () => source,
    /** Stores events and takes them into the read model. */
    project: async (...events: StoredEvent[]): Promise<void> => {
      for (const { position, stream, version, eventId, type, occurredAtMs, data } of events)
        await client.query(
          `INSERT INTO event (position, stream, version, event_id, type, source, occurred_at, recorded_at, data, hash,
             previous_hash)
           VALUES ($1, $2, $3, $4, $5, 's', $6, now(), $7, '', '')`,
          [position, stream, version, eventId, type, new Date(occurredAtMs), JSON.stringify(data)],
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
