import { compileSpecification, type CompiledSpecification } from "#checks";
import { sha256Hex } from "#platform";
import { loadSpecification, type Specification, type SpecificationFile } from "#spec";
import type { MonitorStore } from "../store/monitor-store.ts";

/** The text under which a specification is kept in the store, by its revision. */
export const contentOf = ({ files }: Pick<Specification, "files">): string => JSON.stringify(files);

/** Compiled specifications by revision, shared by all partitions; what is not here comes from the store. */
export class RevisionLibrary {
  private readonly compiled = new Map<string, CompiledSpecification>();

  constructor(private readonly store: Pick<MonitorStore, "getContent">) {}

  get(revision: string): CompiledSpecification | undefined {
    return this.compiled.get(revision);
  }

  add(specification: Specification): void {
    if (!this.compiled.has(specification.revision))
      this.compiled.set(specification.revision, compileSpecification(specification));
  }

  /** Whether the revision is here now; false when the store does not hold it. Rejects when the store does not answer. */
  async load(revision: string): Promise<boolean> {
    if (this.compiled.has(revision)) return true;
    const content = await this.store.getContent(revision);
    if (content === undefined) return false;
    const files = JSON.parse(content) as SpecificationFile[];
    const specification = loadSpecification(files, sha256Hex);
    if (specification.revision !== revision) return false;
    this.add(specification);
    return true;
  }
}
