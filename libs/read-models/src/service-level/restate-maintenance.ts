import type { ClientBase } from "pg";
import { TAKE_ALL_THE_TIME, type StoredEvent } from "#event-store";
import { copyCounts, type Counts, differenceOf, isNothing } from "./counts.ts";
import { noteMaintenance, type Window } from "./declared.ts";
import { addObjectives, countsIn, keepStated, type Address } from "./figure.ts";
import { FigureBook } from "./figure-book.ts";
import { internKeys, keyOf, nameOf, type FigureKey, type Split } from "./keys.ts";
import { endOf, ROLL_UPS, startOf } from "./level.ts";
import { addRestatements, type Restated } from "./restatement.ts";

/** Minutes whose figures stand otherwise than the maintenance that now holds says. */
const TURNED = `
  SELECT * FROM (
    SELECT k.id AS key, k.integration, k.split, k.environment, k.endpoint, k.client, s.starts_at, s.in_maintenance,
      EXISTS (
        SELECT FROM service_level_maintenance m
        WHERE m.integration = k.integration AND (m.environment IS NULL OR m.environment = k.environment)
          AND m.holds AND m.starts_at <= s.starts_at AND m.ends_at > s.starts_at) AS declared
    FROM service_level_key k
    CROSS JOIN LATERAL (
      SELECT * FROM service_level s
      WHERE s.key = k.id AND s.level = 'minute' AND s.starts_at >= $3 AND s.starts_at < $4 OFFSET 0
    ) AS s
    WHERE k.integration = $1 AND ($2::text IS NULL OR k.environment = $2)
  ) AS minute
  WHERE in_maintenance <> declared
  ORDER BY starts_at, key`;

interface Turned extends FigureKey {
  key: number;
  starts_at: Date;
  declared: boolean;
}

const ROLLED_UP: Partial<Record<Split, readonly Split[]>> = {
  all: ["all"],
  cell: ["endpoint", "client", "cell"],
};

const rollUpsOf = ({ split }: Turned, startMs: number, idOf: (split: Split) => number): Address[] =>
  (ROLLED_UP[split] ?? []).flatMap((one) =>
    ROLL_UPS.map((level) => ({ key: idOf(one), level, startMs: startOf(level, startMs) })),
  );

const turn = (
  book: FigureBook,
  row: Turned,
  rollUps: readonly Address[],
  note: (month: Address, before: Counts) => void,
): void => {
  const startMs = row.starts_at.getTime();
  const minute = book.at({ key: row.key, level: "minute", startMs });
  const before = copyCounts(countsIn(minute));
  const turned = { ...minute, inMaintenance: row.declared };
  const difference = differenceOf(countsIn(turned), before);
  if (!isNothing(difference)) keepStated(minute);
  minute.inMaintenance = row.declared;
  if (isNothing(difference)) return;
  for (const address of rollUps) {
    const figure = book.at(address);
    if (row.split === "all" && address.level === "month") note(address, figure.objectives);
    addObjectives(figure, difference, true);
  }
};

/** Turns the minutes of at most a day; tells what that made of their months. */
const turnDay = async (client: ClientBase, window: Window): Promise<Restated[]> => {
  const { integration, environment, startMs, endMs } = window;
  const span = [integration, environment, new Date(startMs), new Date(endMs)];
  const { rows } = await client.query<Turned>(TURNED, span);
  const keys = new Map<string, FigureKey>();
  const named = rows.map((row) => {
    const splits = (ROLLED_UP[row.split] ?? []).map((split) => [split, keyOf(row, split)] as const);
    for (const [, key] of splits) keys.set(nameOf(key), key);
    return new Map<Split, string>(splits.map(([split, key]) => [split, nameOf(key)]));
  });
  const ids = await internKeys(client, keys);
  const addresses = rows.map((row, at) =>
    rollUpsOf(row, row.starts_at.getTime(), (split) => ids.get(named[at]!.get(split)!)!),
  );
  const book = new FigureBook(client);
  await book.open([
    ...rows.map(({ key, starts_at }) => ({ key, level: "minute" as const, startMs: starts_at.getTime() })),
    ...addresses.flat(),
  ]);
  const months = new Map<string, { month: Address; before: Counts }>();
  for (const [at, row] of rows.entries())
    turn(book, row, addresses[at]!, (month, before) => {
      if (!months.has(row.environment)) months.set(row.environment, { month, before: copyCounts(before) });
    });
  await book.save();
  return [...months].map(([place, { month, before }]) => ({
    integration,
    environment: place,
    monthMs: month.startMs,
    fromMs: startMs,
    toMs: endMs,
    before,
    after: book.at(month).objectives,
  }));
};

/** What several days made of the same month. */
const joined = (days: readonly Restated[]): Restated[] => {
  const months = new Map<string, Restated>();
  for (const day of days) {
    const name = `${day.monthMs} ${day.environment}`;
    const known = months.get(name);
    months.set(name, known ? { ...known, toMs: day.toMs, after: day.after } : day);
  }
  return [...months.values()];
};

/** Takes what people declared or withdrew: figures that were stated before are restated. */
export const restateMaintenance = async (client: ClientBase, event: StoredEvent): Promise<void> => {
  const window = await noteMaintenance(client, event);
  if (!window) return;
  await client.query(TAKE_ALL_THE_TIME);
  const days: Restated[] = [];
  for (let atMs = window.startMs; atMs < window.endMs;) {
    const endMs = Math.min(endOf("day", startOf("day", atMs)), window.endMs);
    days.push(...(await turnDay(client, { ...window, startMs: atMs, endMs })));
    atMs = endMs;
  }
  const cause = event.type === "MaintenanceDeclared" ? "maintenance-declared" : "maintenance-withdrawn";
  await addRestatements(
    client,
    joined(days).map((restated) => ({ restated, event, cause })),
  );
};
