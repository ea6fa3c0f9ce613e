import type { ClientBase } from "pg";
import { mergeInto, type MeasuredCell } from "#measurement";
import type { StoredEvent } from "#event-store";
import { printable } from "../printable.ts";
import { copyCounts, counting, type Counts, countsOf, isNothing } from "./counts.ts";
import { declaredMaintenance, type Declared } from "./declared.ts";
import { addObjectives, addTraffic, type Address, type Traffic } from "./figure.ts";
import { FigureBook } from "./figure-book.ts";
import {
  internKeys,
  keyOf,
  MINUTE_SPLITS,
  nameOf,
  ROLL_UP_SPLITS,
  type FigureKey,
  type Split,
} from "./keys.ts";
import { endOf, ROLL_UPS, startOf } from "./level.ts";
import { freshMinutes, noteMinutes, type Minute } from "./minutes.ts";
import { noteRevisions } from "./note-revisions.ts";
import { addRestatements, type Restated } from "./restatement.ts";

type AddressOf = (split: Split) => Omit<Address, "level" | "startMs">;

interface Cell {
  cell: MeasuredCell;
  minute: Address[];
  rollUps: Address[];
  /** The month of the cell's environment. */
  month: Address;
}

const addressed = (cell: MeasuredCell, minuteMs: number, keyIn: AddressOf): Cell => ({
  cell,
  minute: MINUTE_SPLITS.map((split) => ({ ...keyIn(split), level: "minute", startMs: minuteMs })),
  rollUps: ROLL_UP_SPLITS.flatMap((split) =>
    ROLL_UPS.map((level) => ({ ...keyIn(split), level, startMs: startOf(level, minuteMs) })),
  ),
  month: { ...keyIn("all"), level: "month", startMs: startOf("month", minuteMs) },
});

/** Interns the keys of all cells and finds where each counts. */
const placeCells = async (client: ClientBase, minutes: readonly Minute[]): Promise<Cell[][]> => {
  const keys = new Map<string, FigureKey>();
  const names = minutes.map(({ measured: { integration, cells } }) =>
    cells.map((cell) => {
      const named = ROLL_UP_SPLITS.map((split) => {
        const key = keyOf({ integration, ...cell }, split);
        const name = nameOf(key);
        keys.set(name, key);
        return [split, name] as const;
      });
      return new Map<Split, string>(named);
    }),
  );
  const ids = await internKeys(client, keys);
  return minutes.map(({ measured, minuteMs }, at) =>
    measured.cells.map((cell, index) =>
      addressed(cell, minuteMs, (split) => ({ key: ids.get(names[at]![index]!.get(split)!)! })),
    ),
  );
};

const addCell = (
  book: FigureBook,
  { cell, minute, rollUps }: Cell,
  { restates, inMaintenance }: { restates: boolean; inMaintenance: boolean },
): void => {
  const counts = countsOf(cell);
  const counted = counting(counts, inMaintenance);
  const changes = !isNothing(counts);
  for (const address of minute) {
    const figure = book.at(address);
    figure.inMaintenance = inMaintenance;
    addTraffic(figure, cell);
    if (changes) addObjectives(figure, counts, restates);
  }
  for (const address of rollUps) {
    if (changes) addObjectives(book.at(address), counted, restates);
  }
};

/** Adds the traffic of all cells to hours, days and months: first up by hour, so that much is merged once. */
const rollUpTraffic = (book: FigureBook, cells: readonly Cell[]): void => {
  const hours = new Map<string, { rollUps: Address[]; traffic: Required<Traffic> }>();
  for (const { cell, minute, rollUps } of cells) {
    const name = `${minute.at(-1)!.key} ${startOf("hour", minute.at(-1)!.startMs)}`;
    let hour = hours.get(name);
    if (!hour) hours.set(name, (hour = { rollUps, traffic: { outcomes: {}, durations: {} } }));
    mergeInto(hour.traffic.outcomes, cell.outcomes);
    if (cell.durations) mergeInto(hour.traffic.durations, cell.durations);
  }
  for (const { rollUps, traffic } of hours.values())
    for (const address of rollUps) addTraffic(book.at(address), traffic);
};

const foldMinute = (
  book: FigureBook,
  { measured, minuteMs }: Minute,
  cells: readonly Cell[],
  declared: Declared,
): Restated[] => {
  const { integration } = measured;
  const restates = measured.restates === true;
  const months = new Map<string, { month: Address; before: Counts }>();
  for (const one of cells) {
    const environment = printable(one.cell.environment ?? "");
    if (restates && !months.has(environment))
      months.set(environment, {
        month: one.month,
        before: copyCounts(book.at(one.month).objectives),
      });
    const inMaintenance = declared(printable(integration), environment, minuteMs);
    addCell(book, one, { restates, inMaintenance });
  }
  return [...months].map(([environment, { month, before }]) => ({
    integration,
    environment,
    monthMs: month.startMs,
    fromMs: minuteMs,
    toMs: endOf("minute", minuteMs),
    before,
    after: copyCounts(book.at(month).objectives),
  }));
};

/** Takes measured minutes into the figures; those that are in them already change nothing. */
export const foldMinutes = async (client: ClientBase, events: readonly StoredEvent[]): Promise<void> => {
  const minutes = await freshMinutes(client, events);
  if (minutes.length === 0) return;
  const cells = await placeCells(client, minutes);
  const book = new FigureBook(client);
  await book.open(cells.flat().flatMap(({ minute, rollUps }) => [...minute, ...rollUps]));
  const integrations = new Set(minutes.map(({ measured }) => printable(measured.integration)));
  const declared = await declaredMaintenance(client, [...integrations]);
  const entries = minutes.flatMap((minute, at) =>
    foldMinute(book, minute, cells[at]!, declared).map((restated) => ({
      restated,
      event: minute.event,
      cause: "late" as const,
    })),
  );
  rollUpTraffic(book, cells.flat());
  await book.save();
  await noteMinutes(client, minutes);
  await noteRevisions(client, minutes);
  await addRestatements(client, entries);
};
