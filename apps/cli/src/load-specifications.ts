import { compileSpecification, type CompiledSpecification } from "#checks";
import { readSpecificationFiles, sha256Hex, UserError } from "#platform";
import { loadSpecification, type Specification } from "#spec";

/** Reads the specifications at the paths, each a file or a folder; two of one id are a mistake of the user's. */
export const loadSpecifications = async (paths: readonly string[]): Promise<Specification[]> => {
  const groups = await readSpecificationFiles(paths);
  const specifications = groups.map((files) => loadSpecification(files, sha256Hex));
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
  return specifications;
};

/** The same, compiled into checks. */
export const compileSpecifications = async (paths: readonly string[]): Promise<CompiledSpecification[]> =>
  (await loadSpecifications(paths)).map((specification) => compileSpecification(specification));
