import type { ClientBase } from "pg";
import type { WebhookAttempted } from "#delivery";
import { binOf, mergeInto, type DurationSketch } from "#measurement";

interface Day {
  endpoint: number;
  side: string;
  day: string;
  bins: DurationSketch;
}

const READ = `
  SELECT l.endpoint, l.side, l.day::text AS day, l.bins
  FROM json_to_recordset($1::json) AS row(endpoint integer, side text, day date)
  JOIN delivery_latency l ON l.endpoint = row.endpoint AND l.side = row.side AND l.day = row.day`;

const WRITE = `
  INSERT INTO delivery_latency (endpoint, side, day, bins)
  SELECT * FROM json_to_recordset($1::json) AS row(endpoint integer, side text, day date, bins jsonb)
  ON CONFLICT (endpoint, day, side) DO UPDATE SET bins = excluded.bins`;

const keyOf = ({ endpoint, side, day }: Omit<Day, "bins">): string => `${endpoint} ${side} ${day}`;

/** Gathers how long answers took, to be added to their days at once. */
export class LatencyBook {
  private readonly days = new Map<string, Day>();

  take(endpoint: number, { observedBy, startedAt, durationMs, status }: WebhookAttempted): void {
    if (durationMs === undefined || status === undefined) return;
    const cell = { endpoint, side: observedBy ?? "observer", day: startedAt.slice(0, 10) };
    const day = this.days.get(keyOf(cell)) ?? { ...cell, bins: {} };
    mergeInto(day.bins, { [binOf(durationMs)]: 1 });
    this.days.set(keyOf(cell), day);
  }

  async write(client: ClientBase): Promise<void> {
    if (this.days.size === 0) return;
    const { rows } = await client.query<Day>(READ, [JSON.stringify([...this.days.values()])]);
    for (const row of rows) mergeInto(this.days.get(keyOf(row))!.bins, row.bins);
    await client.query(WRITE, [JSON.stringify([...this.days.values()])]);
  }
}
