import type { Pool } from "pg";
import { compileSpecification } from "#checks";
import { getContent } from "#event-store";
import { sha256Hex } from "#platform";
import { loadSpecification, type SpecificationFile } from "#spec";
import type { RevisionSource } from "../console-options.ts";

/** Compiles revisions from the texts that were stored when they were activated. */
export const storedRevisions =
  (pool: Pool): RevisionSource =>
  async (revision) => {
    const content = await getContent(pool, revision);
    if (content === undefined) return undefined;
    return compileSpecification(loadSpecification(JSON.parse(content) as SpecificationFile[], sha256Hex));
  };
