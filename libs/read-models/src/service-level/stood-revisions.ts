import type { DataSource } from "typeorm";
import { printable } from "../printable.ts";
import type { Period } from "./read-traffic.ts";

/** A revision and the part of a month in which its objectives stood. */
export interface StoodRevision extends Period {
  revision: string;
  /** Null where no activation of it is stored. */
  activatedAt: Date | null;
}

interface Activation {
  revision: string;
  atMs: number;
}

/** A revision with the end of what it judged, as far as that is known. */
type Step = Pick<StoodRevision, "revision"> & { endMs: number };

const RUNS = `
  SELECT revision, ends_at AS "endsAt" FROM service_level_revision WHERE integration = $1 AND month = $2 ORDER BY run`;

/** Retention never drops an activation. */
const ACTIVATIONS = `
  SELECT data ->> 'revision' AS revision, occurred_at AS "at" FROM event
  WHERE stream = 'integration-' || $1 AND type = 'RevisionActivated' ORDER BY version`;

/** Where nothing was measured: what was active at the beginning, and what was activated since; else what came first. */
const activeIn = (activations: readonly Activation[], { fromMs, toMs }: Period): Step[] => {
  const before = activations.findLast(({ atMs }) => atMs <= fromMs);
  const within = activations.filter(({ atMs }) => atMs > fromMs && atMs < toMs);
  const active = [...(before ? [before] : []), ...within];
  const found = active.length > 0 ? active : activations.slice(0, 1);
  return found.map(({ revision }, at) => ({ revision, endMs: found[at + 1]?.atMs ?? toMs }));
};

/** What measured it, and what was activated after the latest minute. */
const measuredBy = (runs: readonly Step[], activations: readonly Activation[], { toMs }: Period): Step[] => {
  const steps = [...runs];
  for (const { revision, atMs } of activations) {
    const last = steps.at(-1)!;
    if (atMs < last.endMs || atMs >= toMs || revision === last.revision) continue;
    last.endMs = atMs;
    steps.push({ revision, endMs: toMs });
  }
  return steps;
};

const MINUTE_MS = 60_000;

/** The steps one after another over the whole month; one that stood for no minute of it is left out. */
const tiled = (steps: readonly Step[], period: Period): (Period & Step)[] => {
  const parts: (Period & Step)[] = [];
  let fromMs = period.fromMs;
  for (const [at, step] of steps.entries()) {
    const endMs = Math.floor(step.endMs / MINUTE_MS) * MINUTE_MS;
    const toMs = at === steps.length - 1 ? period.toMs : Math.min(Math.max(endMs, fromMs), period.toMs);
    if (toMs <= fromMs) continue;
    parts.push({ ...step, fromMs, toMs });
    fromMs = toMs;
  }
  return parts;
};

/**
 * The revisions whose objectives stood in a calendar month, in order and without gaps: those that measured it, else those
 * that were active in it. A log of the past is judged by the revision that came with it.
 */
export const stoodRevisions = async (
  source: DataSource,
  integration: string,
  month: Period,
): Promise<StoodRevision[]> => {
  const id = printable(integration);
  const [runs, rows] = await Promise.all([
    source.query<{ revision: string; endsAt: Date }[]>(RUNS, [id, new Date(month.fromMs)]),
    source.query<{ revision: string; at: Date }[]>(ACTIVATIONS, [id]),
  ]);
  const activations = rows.map(({ revision, at }) => ({ revision, atMs: at.getTime() }));
  const steps =
    runs.length > 0
      ? measuredBy(
          runs.map(({ revision, endsAt }) => ({ revision, endMs: endsAt.getTime() })),
          activations,
          month,
        )
      : activeIn(activations, month);
  return tiled(steps, month).map(({ revision, fromMs, toMs }) => {
    const own = activations.filter((one) => one.revision === revision);
    const activation = own.findLast(({ atMs }) => atMs < toMs) ?? own[0];
    return { revision, fromMs, toMs, activatedAt: activation ? new Date(activation.atMs) : null };
  });
};
