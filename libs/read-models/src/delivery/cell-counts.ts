import type { ClientBase } from "pg";

interface Cell {
  endpoint: number;
  kind: number;
  count: number;
  firstMs: number;
  lastMs: number;
}

const ADD_CELLS = `
  INSERT INTO delivery_cell AS c (endpoint, kind, count, first_at, last_at)
  SELECT * FROM json_to_recordset($1::json) AS row(endpoint integer, kind integer, count bigint,
    first_at timestamptz, last_at timestamptz)
  ON CONFLICT (endpoint, kind) DO UPDATE SET count = c.count + excluded.count,
    first_at = least(c.first_at, excluded.first_at), last_at = greatest(c.last_at, excluded.last_at)`;

const ADD_KINDS = `
  UPDATE delivery_kind k SET count = k.count + row.count, first_at = least(k.first_at, row.first_at),
    last_at = greatest(k.last_at, row.last_at)
  FROM (
    SELECT kind, sum(count) AS count, min(first_at) AS first_at, max(last_at) AS last_at
    FROM json_to_recordset($1::json) AS row(kind integer, count bigint, first_at timestamptz, last_at timestamptz)
    GROUP BY kind) AS row
  WHERE k.id = row.kind`;

/** Gathers how many rows come to a kind at an endpoint and how many leave it, to be written at once. */
export class CellCounts {
  private readonly cells = new Map<string, Cell>();

  add(endpoint: number, kind: number, atMs: number, count: 1 | -1): void {
    const key = `${endpoint} ${kind}`;
    const cell = this.cells.get(key) ?? { endpoint, kind, count: 0, firstMs: atMs, lastMs: atMs };
    cell.count += count;
    cell.firstMs = Math.min(cell.firstMs, atMs);
    cell.lastMs = Math.max(cell.lastMs, atMs);
    this.cells.set(key, cell);
  }

  async write(client: ClientBase): Promise<void> {
    if (this.cells.size === 0) return;
    const rows = JSON.stringify(
      [...this.cells.values()].map(({ firstMs, lastMs, ...cell }) => ({
        ...cell,
        first_at: new Date(firstMs).toISOString(),
        last_at: new Date(lastMs).toISOString(),
      })),
    );
    await client.query(ADD_CELLS, [rows]);
    await client.query(ADD_KINDS, [rows]);
  }
}
