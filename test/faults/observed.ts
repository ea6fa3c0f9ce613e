import { createHash } from "node:crypto";
import type { Pool } from "pg";
import { verifyChain } from "#event-store";

/** What a run has left in its database. */
export interface Observed {
  /** In the order of the store; `content` is all that judging decides, as a digest. */
  events: { id: string; stream: string; version: number; content: string }[];
  /** How many dead letters of each reason. */
  deadLetters: string;
  /** Violations that nobody was told of, for a reason: in these runs all, since they are too old. */
  heldBack: number;
  readModels: string;
  /** Why the chain is broken. */
  brokenChain: string | undefined;
}

/** A run held against its oracle. */
export interface Comparison {
  lost: number;
  twice: number;
  /** What else is not as in the oracle's run. */
  problems: string[];
}

/** Notifications are folded by the wall clock: only their sums follow from the log. */
const READ_EVENTS = `
  SELECT event_id AS id, stream, version::int AS version,
    md5(concat_ws('|', type, revision, source, occurred_at, data::text)) AS content
  FROM event WHERE NOT starts_with(stream, 'notification-') ORDER BY position`;
const READ_HELD_BACK = `
  SELECT coalesce(sum((data->>'violations')::int), 0)::int AS held
  FROM event WHERE type = 'NotificationHeld'`;
const READ_DEAD_LETTERS =
  "SELECT reason, count(*)::int AS count FROM dead_letter GROUP BY reason ORDER BY reason";

/** Reads a database that nobody writes to any more. */
export const observe = async (pool: Pool): Promise<Observed> => {
  const { rows: events } = await pool.query<Observed["events"][number]>(READ_EVENTS);
  const { rows: letters } = await pool.query<{ reason: string; count: number }>(READ_DEAD_LETTERS);
  const { rows: held } = await pool.query<{ held: number }>(READ_HELD_BACK);
  const readModels = createHash("sha256");
  for (const table of ["violation", "integration"]) {
    const { rows } = await pool.query<{ line: string }>(`SELECT t::text AS line FROM ${table} t ORDER BY id`);
    for (const { line } of rows) readModels.update(`${line}\n`);
  }
  const chain = await verifyChain(pool);
  return {
    events,
    deadLetters: letters.map(({ reason, count }) => `${count} ${reason}`).join(", "),
    heldBack: held[0]!.held,
    readModels: readModels.digest("hex"),
    brokenChain: chain.whole ? undefined : `position ${chain.position}: ${chain.reason}`,
  };
};

const brokenStreams = ({ events }: Observed): number => {
  const versions = new Map<string, number>();
  const broken = new Set<string>();
  for (const { stream, version } of events) {
    if (version !== (versions.get(stream) ?? 0) + 1) broken.add(stream);
    versions.set(stream, version);
  }
  return broken.size;
};

/** Counts what the run lacks and what it has too much of, and names everything else that differs. */
export const compare = (run: Observed, oracle: Observed): Comparison => {
  const missing = new Map(oracle.events.map((event) => [event.id, event]));
  let twice = 0;
  let changed = 0;
  for (const { id, stream, version, content } of run.events) {
    const expected = missing.get(id);
    if (!expected) twice += 1;
    else if (expected.stream !== stream || expected.version !== version || expected.content !== content)
      changed += 1;
    missing.delete(id);
  }
  const problems: string[] = [];
  if (oracle.events.length === 0) problems.push("the oracle holds no event");
  if (changed > 0) problems.push(`${changed} events say something else`);
  const broken = brokenStreams(run);
  if (broken > 0) problems.push(`${broken} streams are not versions 1..n`);
  if (run.brokenChain !== undefined) problems.push(`the chain is broken at ${run.brokenChain}`);
  if (run.deadLetters !== oracle.deadLetters)
    problems.push(`dead letters: ${run.deadLetters || "none"} instead of ${oracle.deadLetters || "none"}`);
  if (run.heldBack !== oracle.heldBack)
    problems.push(`${run.heldBack} violations are held back instead of ${oracle.heldBack}`);
  if (run.readModels !== oracle.readModels) problems.push("the read models differ");
  return { lost: missing.size, twice, problems };
};
