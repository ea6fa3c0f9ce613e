import type { PoolClient } from "pg";
import { getContent } from "#event-store";
import { sha256Hex } from "#platform";
import { loadSpecification, type Specification, type SpecificationFile } from "#spec";

/** The specification whose text was stored under a revision when it was activated; undefined where none is stored. */
export const readSpecification = async (
  database: Pick<PoolClient, "query">,
  revision: string,
): Promise<Specification | undefined> => {
  const content = await getContent(database, revision);
  return content === undefined
    ? undefined
    : loadSpecification(JSON.parse(content) as SpecificationFile[], sha256Hex);
};
