import type { DataSource } from "typeorm";
import { documentedObjectives, type Objective } from "#checks";
import { stoodRevisions, type Period, type StoodRevision } from "#read-models";
import type { RevisionSource } from "../console-options.ts";

type Documented = ReturnType<typeof documentedObjectives>;

/** An objective of a month. */
export interface StoodObjective extends Objective {
  /** The part of the month in which it stood as it is; absent: all of it. */
  held?: Period;
}

/** What a month's traffic was held to. */
export interface StoodObjectives extends Omit<Documented, "objectives"> {
  /** In order; the last one is the one that maintenance and what is not enforced are told of. */
  revisions: StoodRevision[];
  objectives: StoodObjective[];
  /** Those whose text is not stored, so that nobody knows their objectives. */
  unknown: string[];
}

const NOTHING: Documented = { objectives: [], maintenance: [], unenforced: [] };

/** Tells objectives apart that ask for something else. */
const keyOf = ({ clause: { path, parameters } }: Objective): string => JSON.stringify([path, parameters]);

/** The objectives that stood in a calendar month: one that a revision changed is told for each part of it. */
export const stoodObjectives = async (
  source: DataSource,
  revisions: RevisionSource,
  integration: string,
  month: Period,
): Promise<StoodObjectives> => {
  const stood = await stoodRevisions(source, integration, month);
  const unknown: string[] = [];
  const found: { key: string; objective: Objective; held: Period }[] = [];
  let documented = NOTHING;
  for (const { revision, fromMs, toMs } of stood) {
    const compiled = await revisions(revision);
    if (compiled?.specification.id !== integration) {
      unknown.push(revision);
      continue;
    }
    documented = documentedObjectives(compiled.specification);
    for (const objective of documented.objectives) {
      const key = keyOf(objective);
      const before = found.find((one) => one.key === key && one.held.toMs === fromMs);
      if (before) Object.assign(before, { objective, held: { fromMs: before.held.fromMs, toMs } });
      else found.push({ key, objective, held: { fromMs, toMs } });
    }
  }
  const objectives = found.map(({ objective, held }) =>
    held.fromMs === month.fromMs && held.toMs === month.toMs ? objective : { ...objective, held },
  );
  return { ...documented, revisions: stood, objectives, unknown };
};
