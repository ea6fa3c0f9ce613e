import { interactionName } from "#measurement";
import { clausesOf, type Specification } from "#spec";
import { keyTable } from "../sequence/model/key-table.ts";

/** By the clause path of every arrow, the name under which its interactions are counted: that of the first alike. */
export const arrowNames = (specification: Specification): ReadonlyMap<string, string> => {
  const table = keyTable(clausesOf(specification, "sequence").map(({ parameters }) => parameters));
  const names = new Map<number, string>();
  return new Map(
    clausesOf(specification, "sequence.arrow").map(({ path, parameters }) => {
      const key = table.add(parameters);
      const name = names.get(key) ?? interactionName(parameters);
      names.set(key, name);
      return [path, name];
    }),
  );
};
