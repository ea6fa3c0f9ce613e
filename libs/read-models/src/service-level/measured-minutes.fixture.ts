import type { Maintenance } from "#alerting";
import { binOf, type MeasuredCell } from "#measurement";
import type { StoredEvent } from "#event-store";

/** The clause whose objective the cells of these tests count for. */
export const UPTIME = "environments.production.sla.uptime";

/** A cell of production: so many good and bad exchanges of 50 ms; tests change what they look at. */
export const cellOf = (
  good: number,
  bad = 0,
  { apart = 0, ...change }: Partial<MeasuredCell> & { apart?: number } = {},
): MeasuredCell => ({
  environment: "production",
  endpoint: "POST /parcels",
  client: "shop",
  outcomes: { 200: good + apart, ...(bad === 0 ? {} : { 503: bad }) },
  objectives: { [UPTIME]: { good, bad, apart } },
  durations: { [binOf(50)]: good + bad + apart },
  ...(bad > 0 ? { badEventIds: [`bad-${bad}`] } : {}),
  ...change,
});

/** Numbers events as the store would: positions in order, versions by stream. */
export const storeOf = (integration = "shop-parcels") => {
  const versions = new Map<string, number>();
  let position = 0;
  const stored = (stream: string, occurredAtMs: number, data: { type: string }): StoredEvent => {
    const version = (versions.get(stream) ?? 0) + 1;
    versions.set(stream, version);
    position += 1;
    return {
      eventId: `${stream}-${version}`,
      stream,
      type: data.type,
      source: integration,
      occurredAtMs,
      data,
      position,
      version,
      recordedAtMs: occurredAtMs + 120_000,
      hash: "",
      previousHash: "",
    };
  };
  const parts = new Map<string, number>();
  return {
    /** The next part of a minute, which restates it unless it is the first; told by its start as in `2024-01-15T10:30`. */
    minute: (minute: string, ...cells: MeasuredCell[]): StoredEvent => {
      const part = (parts.get(minute) ?? 0) + 1;
      parts.set(minute, part);
      const time = `${minute}:00.000Z`;
      const restates = part > 1 ? { restates: true } : {};
      const data = { type: "MinuteMeasured", integration, minute: time, part, ...restates, cells };
      return stored(`measurement-${integration}-${minute.slice(0, 7)}`, Date.parse(time), data);
    },
    /** The declaration of a maintenance of production. */
    declare: (id: string, from: string, to: string, change: Partial<Maintenance> = {}): StoredEvent => {
      const span = { from: `${from}:00.000Z`, to: `${to}:00.000Z` };
      const maintenance = {
        id,
        integration,
        environment: "production",
        reason: "a move",
        ...span,
        ...change,
      };
      const data = { type: "MaintenanceDeclared", maintenance, by: "ada" };
      return stored(`maintenance-${id}`, Date.parse("2024-03-01T00:00:00.000Z"), data);
    },
    withdraw: (id: string): StoredEvent => {
      const data = { type: "MaintenanceWithdrawn", id, by: "ada" };
      return stored(`maintenance-${id}`, Date.parse("2024-03-01T00:00:00.000Z"), data);
    },
    other: (type: string): StoredEvent => stored("other", Date.parse("2024-03-01T00:00:00.000Z"), { type }),
  };
};
