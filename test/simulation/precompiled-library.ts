import { compileSpecification, type CompiledSpecification } from "#checks";
import type { Specification } from "#spec";
import type { MonitorStore } from "../../apps/monitor/src/store/monitor-store.ts";
import { RevisionLibrary } from "../../apps/monitor/src/revisions/revision-library.ts";
import { POISON, SPECIFICATIONS } from "./simulated-log.ts";

/** Fails on the poison once the checks' state is changed. */
const failing = (specification: Specification): CompiledSpecification => {
  const compiled = compileSpecification(specification);
  return {
    ...compiled,
    observe: (checks, observation, ...rest) => {
      compiled.observe(checks, observation, ...rest);
      if (observation.id === POISON) throw new Error("A check failed.");
    },
  };
};

/** The revisions of the log, compiled once for all schedules. */
export const COMPILED = new Map(
  SPECIFICATIONS.map((specification) => [specification.revision, failing(specification)]),
);

/** A process's library: it asks the store for a revision as ever, but what it then knows was compiled before. */
export class PrecompiledLibrary extends RevisionLibrary {
  private readonly read = new Set<string>();

  constructor(private readonly contents: Pick<MonitorStore, "getContent">) {
    super(contents);
  }

  override get(revision: string) {
    return this.read.has(revision) ? COMPILED.get(revision) : undefined;
  }

  override async load(revision: string): Promise<boolean> {
    if (this.read.has(revision)) return true;
    if ((await this.contents.getContent(revision)) === undefined) return false;
    this.read.add(revision);
    return true;
  }
}
