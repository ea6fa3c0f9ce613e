import pg from "pg";
import type { DataSource } from "typeorm";
import type { StoredEvent } from "#event-store";
import { migrate } from "#platform";
import { startTestPostgres, type TestPostgres } from "../../../../test/support/postgres.ts";
import { createReadModelSource } from "../data-source.ts";
import { READ_MODEL_MIGRATIONS } from "../migrations.ts";
import { opened, stored } from "../violation/stored-violations.fixture.ts";
import { violationProjection } from "../violation/violation.projection.ts";
import { integrationProjection } from "./integration.projection.ts";
import { findIntegration, listIntegrations } from "./list-integrations.ts";

let postgres: TestPostgres;
let client: pg.Client;
let source: DataSource;

beforeAll(async () => {
  postgres = await startTestPostgres();
  await migrate(postgres.url, READ_MODEL_MIGRATIONS);
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
  await integrationProjection.reset(client);
  await violationProjection.reset(client);
});

const activated = (integration: string, revision: string, version: number): StoredEvent => ({
  ...stored(opened({ id: "x" }))[0]!,
  type: "RevisionActivated",
  stream: `integration-${integration}`,
  version,
  occurredAtMs: Date.parse(`2024-03-0${version}T00:00:00.000Z`),
  data: { type: "RevisionActivated", integration, revision },
});

const none = { info: 0, warning: 0, error: 0, critical: 0 };

it("shows the latest revision, whatever comes again", async () => {
  const events = [
    activated("b", "sha256:1", 1),
    activated("b", "sha256:2", 2),
    activated("a", "sha256:3", 1),
  ];
  await integrationProjection.handle(client, events);
  await integrationProjection.handle(client, events.slice(0, 1));
  expect(await listIntegrations(source)).toEqual([
    { id: "a", revision: "sha256:3", activatedAt: new Date("2024-03-01T00:00:00.000Z"), open: none },
    { id: "b", revision: "sha256:2", activatedAt: new Date("2024-03-02T00:00:00.000Z"), open: none },
  ]);
});

it("counts open violations by severity, and only those", async () => {
  await integrationProjection.handle(client, [activated("shop-parcels", "sha256:1", 1)]);
  await violationProjection.handle(
    client,
    stored(
      opened({ id: "1" }),
      opened({ id: "2" }),
      opened({ id: "3", severity: "critical" }),
      opened({ id: "4" }),
      opened({ id: "5" }),
      opened({ id: "6", integration: "other" }),
      { type: "ViolationResolved", id: "4", by: "someone" },
      { type: "ViolationAcknowledged", id: "5", by: "someone" },
    ),
  );
  const found = await findIntegration(source, "shop-parcels");
  expect(found?.open).toEqual({ ...none, error: 2, critical: 1 });
});

it("knows nothing of an integration that never was", async () => {
  expect(await findIntegration(source, "nobody")).toBeUndefined();
});
