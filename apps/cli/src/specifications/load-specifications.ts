import { compileSpecification, type CompiledSpecification } from "#checks";
import { readSpecificationFiles, UserError } from "#platform";
import type { Specification } from "#spec";
import { startGuardedLoader } from "./guarded-loader.ts";

const refuseSameIds = (specifications: readonly Specification[]): void => {
  const files = new Map<string, string>();
  for (const { id, files: parts } of specifications) {
    const name = parts[0]?.name ?? id;
    const other = files.get(id);
    if (other !== undefined)
      throw new UserError(
        `${other} and ${name} are both the integration "${id}".`,
        "Give one of them an `id` of its own in its front matter.",
      );
    files.set(id, name);
  }
};

/**
 * Reads the specifications at the paths, each a file or a folder, within limits of time and memory; two of one id are a
 * mistake of the user's.
 */
export const loadSpecifications = async (paths: readonly string[]): Promise<Specification[]> => {
  const groups = await readSpecificationFiles(paths);
  const loader = startGuardedLoader();
  try {
    const specifications: Specification[] = [];
    for (const files of groups) specifications.push(await loader.load(files));
    refuseSameIds(specifications);
    return specifications;
  } finally {
    await loader.close();
  }
};

/** The same, compiled into checks. */
export const compileSpecifications = async (paths: readonly string[]): Promise<CompiledSpecification[]> =>
  (await loadSpecifications(paths)).map((specification) => compileSpecification(specification));
