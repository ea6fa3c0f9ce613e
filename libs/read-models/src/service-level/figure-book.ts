import type { ClientBase } from "pg";
import type { DurationSketch } from "#measurement";
import { sparseCounts, wholeCounts, type SparseCounts } from "./counts.ts";
import { noFigure, type Address, type Figure } from "./figure.ts";
import type { Level } from "./level.ts";

/** `OFFSET 0`: by the primary key, whatever the planner thinks of reading everything instead. */
const LOAD = `
  SELECT s.key, s.level, s.starts_at, s.requests, s.outcomes, s.objectives, s.durations, s.in_maintenance, s.stated
  FROM unnest($1::integer[], $2::text[], $3::timestamptz[]) AS a(key, level, starts_at)
  CROSS JOIN LATERAL (
    SELECT * FROM service_level s
    WHERE s.key = a.key AND s.level = a.level AND s.starts_at = a.starts_at OFFSET 0
  ) AS s`;

const SAVE = `
  INSERT INTO service_level
  SELECT * FROM json_to_recordset($1::json) AS row(
    key integer, level text, starts_at timestamptz, requests bigint, outcomes jsonb, objectives jsonb,
    durations jsonb, in_maintenance boolean, stated jsonb)
  ON CONFLICT (key, level, starts_at) DO UPDATE SET
    requests = excluded.requests, outcomes = excluded.outcomes, objectives = excluded.objectives,
    durations = excluded.durations, in_maintenance = excluded.in_maintenance, stated = excluded.stated`;

interface FigureRow {
  key: number;
  level: Level;
  starts_at: Date;
  requests: string;
  outcomes: Record<string, number>;
  objectives: SparseCounts;
  durations: DurationSketch;
  in_maintenance: boolean;
  stated: SparseCounts | null;
}

const toFigure = (row: FigureRow): Figure => ({
  key: row.key,
  level: row.level,
  startMs: row.starts_at.getTime(),
  requests: Number(row.requests),
  outcomes: row.outcomes,
  objectives: wholeCounts(row.objectives),
  durations: row.durations,
  inMaintenance: row.in_maintenance,
  stated: row.stated ? wholeCounts(row.stated) : undefined,
});

const withoutZeros = (counts: Record<string, number>): Record<string, number> => {
  for (const name in counts) if (counts[name] === 0) delete counts[name];
  return counts;
};

const toRow = (figure: Figure) => ({
  key: figure.key,
  level: figure.level,
  starts_at: new Date(figure.startMs),
  requests: figure.requests,
  outcomes: withoutZeros(figure.outcomes),
  objectives: sparseCounts(figure.objectives),
  durations: withoutZeros(figure.durations),
  in_maintenance: figure.inMaintenance,
  stated: figure.stated ? sparseCounts(figure.stated) : null,
});

const nameOf = ({ key, level, startMs }: Address): string => `${key} ${level} ${startMs}`;

/** Figures that a batch of events changes: read once, changed in memory, written once. */
export class FigureBook {
  private readonly figures = new Map<string, Figure>();

  constructor(private readonly client: ClientBase) {}

  /** Reads what stands at these addresses; the rest begins with nothing. */
  async open(addresses: Iterable<Address>): Promise<void> {
    const wanted = new Map<string, Address>();
    for (const address of addresses) wanted.set(nameOf(address), address);
    for (const name of this.figures.keys()) wanted.delete(name);
    if (wanted.size === 0) return;
    const all = [...wanted.values()];
    const { rows } = await this.client.query<FigureRow>(LOAD, [
      all.map(({ key }) => key),
      all.map(({ level }) => level),
      all.map(({ startMs }) => new Date(startMs)),
    ]);
    for (const [name, { key, level, startMs }] of wanted)
      this.figures.set(name, noFigure({ key, level, startMs }));
    for (const row of rows) {
      const figure = toFigure(row);
      this.figures.set(nameOf(figure), figure);
    }
  }

  /** The figures at an address that is open. */
  at(address: Address): Figure {
    const figure = this.figures.get(nameOf(address));
    if (!figure) throw new Error(`figures at ${nameOf(address)} are not open`);
    return figure;
  }

  /** Writes all that is open. */
  async save(): Promise<void> {
    if (this.figures.size > 0)
      await this.client.query(SAVE, [JSON.stringify([...this.figures.values()].map(toRow))]);
  }
}
