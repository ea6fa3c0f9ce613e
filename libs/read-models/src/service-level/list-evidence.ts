import type { DataSource } from "typeorm";
import type { MeasuredCell, MinuteMeasured } from "#measurement";
import { decodeCursor, encodeCursor, InvalidCursor, type Page } from "../page.ts";
import { printable } from "../printable.ts";
import { addCounts, AVAILABILITY, countsOf, type Counts } from "./counts.ts";
import type { FigureFilter } from "./read-figures.ts";
import type { Period } from "./read-traffic.ts";

/** An event behind a figure, and what of it the figure holds. */
export interface EvidencePart {
  position: number;
  eventId: string;
  minute: Date;
  part: number;
  restates: boolean;
  recordedAt: Date;
  requests: number;
  /** As measured: what people declared as maintenance is not taken out here. */
  good: number;
  bad: number;
  apart: number;
  /** Ids of exchanges in cells with bad ones; each cell keeps its first five. */
  badEventIds: string[];
}

/** Which figure; `objective` is a clause's path, or availability where absent. */
export interface EvidenceFilter extends FigureFilter {
  objective?: string;
  /** Only minutes with bad exchanges, wherever in the environment they were. */
  bad?: boolean;
}

const COLUMNS = `
  p.minute, p.position::float AS position, p.part, p.event_id AS "eventId", p.recorded_at AS "recordedAt",
  e.data::text AS data`;

const AFTER = `($4::timestamptz IS NULL OR (p.minute, p.position) > ($4, $5))`;

const LIST = `
  SELECT ${COLUMNS} FROM (
    SELECT * FROM service_level_part p
    WHERE p.integration = $1 AND p.minute >= $2 AND p.minute < $3 AND ${AFTER}
    ORDER BY p.minute, p.position LIMIT $6
  ) AS p LEFT JOIN event e ON e.position = p.position
  ORDER BY p.minute, p.position`;

const LIST_BAD = `
  SELECT ${COLUMNS} FROM (
    SELECT p.* FROM (
      SELECT DISTINCT s.starts_at FROM service_level_key k JOIN service_level s ON s.key = k.id
      WHERE k.integration = $1 AND k.split = 'all' AND ($7::text IS NULL OR k.environment = $7)
        AND s.level = 'minute' AND jsonb_path_exists(s.objectives, '$.*.bad') AND s.objectives -> $8 ? 'bad'
        AND s.starts_at >= greatest($2::timestamptz, $4) AND s.starts_at < $3
      ORDER BY s.starts_at LIMIT $6::bigint + 1
    ) AS bad JOIN service_level_part p ON p.integration = $1 AND p.minute = bad.starts_at
    WHERE ${AFTER}
    ORDER BY p.minute, p.position LIMIT $6
  ) AS p LEFT JOIN event e ON e.position = p.position
  ORDER BY p.minute, p.position`;

interface PartRow {
  minute: Date;
  position: number;
  part: number;
  eventId: string;
  recordedAt: Date;
  data: string | null;
}

const isOf = (cell: MeasuredCell, { environment, endpoint, client }: FigureFilter): boolean =>
  (environment === undefined || (cell.environment ?? "") === environment) &&
  (endpoint === undefined || cell.endpoint === endpoint) &&
  (client === undefined || (cell.client ?? "") === client);

const partOf = ({ data, ...row }: PartRow, filter: EvidenceFilter): EvidencePart => {
  const { cells, restates = false } = JSON.parse(data ?? '{"cells":[]}') as MinuteMeasured;
  const objective = filter.objective ?? AVAILABILITY;
  const sum: Counts = { [objective]: { good: 0, bad: 0, apart: 0 } };
  const ids: string[] = [];
  let requests = 0;
  for (const cell of cells.filter((one) => isOf(one, filter))) {
    const { [objective]: counts } = countsOf(cell);
    for (const count of Object.values(cell.outcomes)) requests += count;
    if (counts) addCounts(sum, { [objective]: counts });
    if (counts && counts.bad > 0) ids.push(...(cell.badEventIds ?? []));
  }
  return { ...row, restates, requests, ...sum[objective]!, badEventIds: ids };
};

/** The events behind a figure, by their minutes. Throws `InvalidCursor`. */
export const listEvidence = async (
  source: DataSource,
  filter: EvidenceFilter,
  { fromMs, toMs }: Period,
  { limit, cursor }: { limit: number; cursor?: string },
): Promise<Page<EvidencePart>> => {
  const after = cursor === undefined ? undefined : decodeCursor(cursor);
  if (after && !/^\d{1,15}$/.test(after.id)) throw new InvalidCursor();
  const span = [
    printable(filter.integration),
    new Date(fromMs),
    new Date(toMs),
    after ? new Date(after.timeMs) : null,
    after ? Number(after.id) : null,
    limit + 1,
  ];
  const environment = filter.environment === undefined ? null : printable(filter.environment);
  const rows = filter.bad
    ? await source.query<PartRow[]>(LIST_BAD, [
        ...span,
        environment,
        printable(filter.objective ?? AVAILABILITY),
      ])
    : await source.query<PartRow[]>(LIST, span);
  const items = rows.slice(0, limit).map((row) => partOf(row, filter));
  const last = items.at(-1);
  if (rows.length <= limit || !last) return { items };
  return { items, nextCursor: encodeCursor({ timeMs: last.minute.getTime(), id: `${last.position}` }) };
};
