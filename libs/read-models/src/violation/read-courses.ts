import type { DataSource } from "typeorm";

const HOUR_MS = 3_600_000;
const HOURS = 24;

const KEYS = { clause: "clause_path", client: "client", endpoint: "endpoint" } as const;

const hourly = (columns: readonly string[]): string => `
  SELECT asked.at - 1 AS at, h.hour, sum(h.violations)::float AS violations
  FROM violation_hour h JOIN unnest($2::text[], $3::text[], $4::text[]) WITH ORDINALITY AS asked(one, two, three, at)
    ON h.integration = asked.one ${columns.map((column, index) => `AND h.${column} = asked.${["two", "three"][index]}`).join(" ")}
  WHERE h.hour > $1
  GROUP BY 1, 2`;

interface Counted {
  at: string;
  hour: Date;
  violations: number;
}

const courses = async (
  source: DataSource,
  columns: readonly string[],
  keys: readonly (readonly [string, string, string])[],
  now: Date,
): Promise<number[][]> => {
  const lastMs = Math.floor(now.getTime() / HOUR_MS) * HOUR_MS;
  const found = keys.map(() => Array.from({ length: HOURS }, () => 0));
  if (keys.length === 0) return found;
  const rows = await source.query<Counted[]>(hourly(columns), [
    new Date(lastMs - HOURS * HOUR_MS),
    ...[0, 1, 2].map((member) => keys.map((key) => key[member])),
  ]);
  for (const { at, hour, violations } of rows) {
    const index = HOURS - 1 - (lastMs - hour.getTime()) / HOUR_MS;
    if (index >= 0 && index < HOURS) found[Number(at)]![index] = violations;
  }
  return found;
};

/** How many violations of each group opened in each of the last 24 hours, the oldest first. */
export const readCourses = (
  source: DataSource,
  by: keyof typeof KEYS,
  groups: readonly { integration: string; key: string }[],
  now: Date,
): Promise<number[][]> =>
  courses(
    source,
    [KEYS[by]],
    groups.map(({ integration, key }) => [integration, key, ""]),
    now,
  );

/** How many violations like each (of its clause by its client) opened in each of the last 24 hours, the oldest first. */
export const readAlike = (
  source: DataSource,
  rows: readonly { integration: string; clausePath: string; client: string | null }[],
  now: Date,
): Promise<number[][]> =>
  courses(
    source,
    ["clause_path", "client"],
    rows.map(({ integration, clausePath, client }) => [integration, clausePath, client ?? ""]),
    now,
  );
