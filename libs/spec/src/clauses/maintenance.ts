import type { Compilation } from "../compilation.ts";
import type { Tree } from "../reading/tree.ts";
import { entriesOf, textOf } from "../reading/tree.ts";
import { duration } from "../quantity/duration.ts";
import type { MaintenanceWindow } from "../quantity/maintenance-window.ts";
import { maintenanceWindows } from "../quantity/maintenance-window.ts";
import { REASONS, statements } from "./statements.ts";

/** Keys under which maintenance is announced. */
export const isMaintenanceKey = (key: string): boolean => /maintenance|downtime/i.test(key);

const ZONE =
  /\b(?:[a-z]{2,4}t|local time|[a-z]+\/[a-z_]+|(?:utc|gmt) ?[+-] ?\d{1,2}(?::?\d{2})?)\b|[+-]\d{2}:\d{2}$/i;
const ASIDE = /notice|notif|announce|description|reason|impact|contact|notes?|^name$|^duration$|^title$/i;
const TIMES = /^(windows?|schedules?|times?|hours|when|scheduled|regular|planned)$/i;

/** The block `maintenance_window`, of one environment or (without one) of all; what cannot be read says why. */
export const compileMaintenance = (
  compilation: Compilation,
  environment: string | undefined,
  node: Tree,
  path: string,
): void => {
  const read = windowsIn(node);
  if (read === undefined)
    return statements(compilation, path.split(".")[0] ?? path, node, path, REASONS.prose);
  const problem = typeof read === "string" ? read : undefined;
  const windows = typeof read === "string" ? [] : read;
  const of = environment === undefined ? {} : { environment };
  compilation.add("environment.maintenance", compilation.cite(path, node), { ...of, windows }, problem);
};

/** Windows, or why they cannot be read; undefined where nothing is stated. */
const windowsIn = (node: Tree): MaintenanceWindow[] | string | undefined => {
  if (node.kind === "scalar") return node.value === null ? undefined : windowsOf(textOf(node) ?? "");
  if (node.kind === "list") return gathered(node.items.map(windowsIn));
  const parts = partsOf(node);
  const phrase = parts && phraseOf(parts);
  if (phrase !== undefined) return windowsOf(phrase);
  const others = node.entries.filter(({ key }) => !ASIDE.test(key));
  const unknown = others.find(({ key }) => !TIMES.test(key) && !isMaintenanceKey(key));
  if (unknown) return `\`${unknown.key}\` is not one of the known forms of a maintenance window`;
  return gathered(others.map(({ value }) => windowsIn(value)));
};

const gathered = (
  read: readonly (MaintenanceWindow[] | string | undefined)[],
): MaintenanceWindow[] | string | undefined => {
  const stated = read.filter((part) => part !== undefined);
  if (stated.length === 0) return undefined;
  const problem = stated.find((part) => typeof part === "string");
  return problem ?? stated.flatMap((part) => part as MaintenanceWindow[]);
};

const windowsOf = (phrase: string): MaintenanceWindow[] | string => {
  const text = phrase.replace(/\.$/, "");
  if (/^(none|no|n\/a|no maintenance( windows?)?)$/i.test(text)) return [];
  const windows = maintenanceWindows(text);
  if (windows) return windows;
  if (maintenanceWindows(`${text} UTC`)) return "no time zone is given";
  if (ZONE.test(text) && maintenanceWindows(text.replace(ZONE, "UTC")))
    return "its time zone is not UTC, so its hours in UTC are not known";
  return "not one of the known forms of a maintenance window";
};

const PARTS: readonly (readonly [string, RegExp])[] = [
  ["day", /^(days?|weekdays?|day_of_week|days_of_week|frequency|recurrence|every)$/i],
  ["start", /^(start|from|begin|begins|start_time|starts|starts_at)(_utc)?$/i],
  ["end", /^(end|to|until|ends|end_time|ends_at)(_utc)?$/i],
  ["duration", /^(duration|length)$/i],
  ["zone", /^(time_?zone|tz|zone)$/i],
  ["time", /^(time|times|hours|window)$/i],
];

/** The members of `{ day, start, end, timezone }` by their meaning; undefined where the map is none. */
const partsOf = (node: Tree): Map<string, string> | undefined => {
  const parts = new Map<string, string>();
  for (const { key, value } of entriesOf(node)) {
    const part = PARTS.find(([, pattern]) => pattern.test(key))?.[0];
    if (part === undefined && ASIDE.test(key)) continue;
    const text =
      value.kind === "list" ? value.items.map((item) => textOf(item) ?? "?").join(", ") : textOf(value);
    if (part === undefined || text === undefined) return undefined;
    parts.set(part, [parts.get(part), text].filter((one) => one !== undefined).join(" "));
    if (/_utc$/i.test(key)) parts.set("zone", "UTC");
  }
  return parts.has("day") && (parts.has("start") || parts.has("time")) ? parts : undefined;
};

const phraseOf = (parts: ReadonlyMap<string, string>): string | undefined => {
  const start = parts.get("start");
  const end = parts.get("end") ?? endAfter(start, parts.get("duration"));
  const times = parts.get("time") ?? (end === undefined ? undefined : `${start} - ${end}`);
  return times === undefined ? undefined : `${parts.get("day")} ${times} ${parts.get("zone") ?? ""}`.trim();
};

/** "02:00" and "2 hours" end at "4:00". */
const endAfter = (start: string | undefined, length: string | undefined): string | undefined => {
  const [, hour, minute] = /^(\d{1,2}):(\d{2})$/.exec(start ?? "") ?? [];
  const minutes = (duration(length ?? "") ?? 0) / 60_000;
  if (hour === undefined || !Number.isInteger(minutes) || minutes <= 0 || minutes >= 1440) return undefined;
  const end = (Number(hour) * 60 + Number(minute) + minutes) % 1440;
  return `${Math.floor(end / 60)}:${String(end % 60).padStart(2, "0")}`;
};
