import type { ClientBase } from "pg";
import type { MinuteMeasured } from "#measurement";
import type { StoredEvent } from "#event-store";
import { printable } from "../printable.ts";
import { startOf } from "./level.ts";

/** An event about a minute, as the projection takes it. */
export interface Minute {
  event: StoredEvent;
  measured: MinuteMeasured;
  minuteMs: number;
}

const KNOWN = `SELECT stream, version FROM service_level_stream WHERE stream = ANY($1)`;

const ADVANCE = `
  INSERT INTO service_level_stream (stream, integration, month, version)
  SELECT * FROM json_to_recordset($1::json) AS row(stream text, integration text, month timestamptz, version bigint)
  ON CONFLICT (stream) DO UPDATE SET version = excluded.version`;

const ADD_PARTS = `
  INSERT INTO service_level_part
  SELECT * FROM json_to_recordset($1::json) AS row(
    integration text, minute timestamptz, position bigint, part integer, event_id text, recorded_at timestamptz)`;

/** The minutes among events that are not folded in yet, in order. */
export const freshMinutes = async (client: ClientBase, events: readonly StoredEvent[]): Promise<Minute[]> => {
  const streams = [...new Set(events.map(({ stream }) => stream))];
  const { rows } = await client.query<{ stream: string; version: string }>(KNOWN, [streams]);
  const versions = new Map(rows.map(({ stream, version }) => [stream, Number(version)]));
  return events.flatMap((event) => {
    if (event.version <= (versions.get(event.stream) ?? 0)) return [];
    versions.set(event.stream, event.version);
    const measured = event.data as MinuteMeasured;
    return [{ event, measured, minuteMs: startOf("minute", Date.parse(measured.minute)) }];
  });
};

/** Writes down how far the streams are folded in, and the events behind the minutes. */
export const noteMinutes = async (client: ClientBase, minutes: readonly Minute[]): Promise<void> => {
  const streams = new Map(
    minutes.map(({ event, measured, minuteMs }) => [
      event.stream,
      {
        stream: event.stream,
        integration: printable(measured.integration),
        month: new Date(startOf("month", minuteMs)),
        version: event.version,
      },
    ]),
  );
  await client.query(ADVANCE, [JSON.stringify([...streams.values()])]);
  const parts = minutes.map(({ event, measured, minuteMs }) => ({
    integration: printable(measured.integration),
    minute: new Date(minuteMs),
    position: event.position,
    part: measured.part,
    event_id: printable(event.eventId),
    recorded_at: new Date(event.recordedAtMs),
  }));
  await client.query(ADD_PARTS, [JSON.stringify(parts)]);
};
