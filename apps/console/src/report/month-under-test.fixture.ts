import {
  appendToStream,
  dropExpiredEvents,
  EVENT_STORE_MIGRATIONS,
  projectBatch,
  putContent,
} from "#event-store";
import { createPool, migrate, sha256Hex } from "#platform";
import { EVENT_EXPIRY, READ_MODEL_MIGRATIONS, READ_MODELS } from "#read-models";
import { loadSpecification } from "#spec";
import type { Violation } from "#violation";
import { startTestPostgres } from "../../../../test/support/postgres.ts";

/** The specification, as it promises so much. */
const textOf = (uptime: string): string => `---
id: shop-levels
---

# Shop ↔ Levels

\`\`\`yaml
environments:
  production:
    base_url: "https://api.levels.example"
    sla:
      uptime: "${uptime}"
      response_time_p95: "<200ms"
    maintenance_window: "Sundays 02:00-04:00 UTC"
\`\`\`
`;
const filesOf = (uptime: string) => [{ name: "levels.md", text: textOf(uptime) }];

export const UPTIME = "environments.production.sla.uptime";
export const P95 = "environments.production.sla.response_time_p95";

/** A real PostgreSQL with an integration, whose months are measured as tests say. */
export const monthUnderTest = async () => {
  const postgres = await startTestPostgres();
  await migrate(postgres.url, [...EVENT_STORE_MIGRATIONS, ...READ_MODEL_MIGRATIONS]);
  const pool = createPool(postgres.url);
  let revision = "";
  const append = async (stream: string, time: string, data: { type: string }): Promise<void> => {
    const occurredAtMs = Date.parse(time);
    const eventId = `${stream} ${JSON.stringify(data)}`;
    const event = { eventId, type: data.type, source: "shop-levels", revision, occurredAtMs, data };
    await appendToStream(pool, stream, [event], "any");
  };
  const activate = async (uptime: string, time: string): Promise<string> => {
    const files = filesOf(uptime);
    revision = loadSpecification(files, sha256Hex).revision;
    await putContent(pool, revision, JSON.stringify(files));
    await append("integration-shop-levels", time, {
      type: "RevisionActivated",
      ...{ integration: "shop-levels", revision },
    });
    return revision;
  };
  await activate("99%", "2024-01-01T00:00:00Z");
  return {
    pool,
    url: postgres.url,
    /** Another uptime is promised from a time on; returns the revision. */
    activate,
    /** Drops the events of the months that ended before a time. */
    drop: (time: string): Promise<number> =>
      dropExpiredEvents(pool, Date.parse(time), EVENT_EXPIRY, Date.now()),
    /** Exchanges of a minute such as `2024-01-15T10:30`; parts after the first restate it. */
    measure: (minute: string, part: number, good: number, bad: number): Promise<void> => {
      const time = `${minute}:00.000Z`;
      const cell = {
        environment: "production",
        endpoint: "POST /parcels",
        outcomes: { 200: good, 503: bad },
        objectives: { [UPTIME]: { good, bad, apart: 0 }, [P95]: { good: good + bad, bad: 0, apart: 0 } },
        badEventIds: bad > 0 ? [`bad-${minute}`] : [],
      };
      const restates = part > 1 ? { restates: true } : {};
      const data = { type: "MinuteMeasured", integration: "shop-levels", minute: time, part, ...restates };
      return append(`measurement-shop-levels-${minute.slice(0, 7)}`, time, {
        ...data,
        cells: [cell],
      } as never);
    },
    declare: (id: string, from: string, to: string): Promise<void> => {
      const environment = "production";
      const maintenance = { id, integration: "shop-levels", environment, from, to, reason: "a <move>" };
      const data = { type: "MaintenanceDeclared", maintenance, by: "ada", time: "2024-02-02T00:00:00.000Z" };
      return append(`maintenance-${id}`, "2024-02-02T00:00:00Z", data);
    },
    open: (change: Partial<Violation> & { id: string; time: string }): Promise<void> => {
      const violation = {
        rule: "request.body-invalid",
        severity: "error",
        party: "consumer",
        clause: { path: UPTIME, file: "levels.md", line: 12, text: 'uptime: "99%"' },
        integration: "shop-levels",
        environment: "production",
        eventIds: ["e1"],
        message: "weight is 0; the specification asks for at least 1",
        evidence: {},
        count: 1,
        ...change,
      };
      return append(`violation-${change.id}`, change.time, { type: "ViolationOpened", violation } as never);
    },
    project: async (): Promise<void> => {
      for (const { name, version, handle } of READ_MODELS) await projectBatch(pool, name, version, handle);
    },
    stop: async (): Promise<void> => {
      await pool.end();
      await postgres.stop();
    },
  };
};
