import type { Pool } from "pg";
import { compileSpecification } from "#checks";
import { readSpecification } from "#read-models";
import type { RevisionSource } from "../console-options.ts";

/** Compiles revisions from the texts that were stored when they were activated. */
export const storedRevisions =
  (pool: Pool): RevisionSource =>
  async (revision) => {
    const specification = await readSpecification(pool, revision);
    return specification && compileSpecification(specification);
  };
