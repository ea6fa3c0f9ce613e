import type { ClauseOf, JsonSchema } from "#spec";

/** Ids of the call rather than of what it made: another one at each call. */
const OF_THE_CALL = /^(?:request|trace|span|correlation|message|event)_id$/;
const isResourceId = (name: string): boolean =>
  name === "id" || (name.endsWith("_id") && !OF_THE_CALL.test(name));

/** The member names that lead to the first id of a documented body, the least deep first. */
const pathIn = (root: JsonSchema): readonly string[] | undefined => {
  const level: { schema: JsonSchema; path: readonly string[] }[] = [{ schema: root, path: [] }];
  for (let at = level.shift(); at; at = level.shift()) {
    const members = Object.entries((at.schema["properties"] ?? {}) as Record<string, JsonSchema>);
    const found = members.find(([name, schema]) => isResourceId(name) && !schema["properties"]);
    if (found) return [...at.path, found[0]];
    for (const [name, schema] of members) level.push({ schema, path: [...at.path, name] });
  }
  return undefined;
};

/** Where the resource's id stands in the documented success bodies; undefined where none has one. */
export const resourceIdPath = (
  bodies: readonly ClauseOf<"response.body">[],
): readonly string[] | undefined => {
  for (const { parameters } of bodies) {
    if (parameters.status < 200 || parameters.status > 299) continue;
    const path = pathIn(parameters.body.schema);
    if (path) return path;
  }
  return undefined;
};

/** The id that a body carries at its place; undefined where it carries none. */
export const resourceIdOf = (body: unknown, path: readonly string[]): string | undefined => {
  let found = body;
  for (const name of path) {
    if (typeof found !== "object" || found === null || !Object.hasOwn(found, name)) return undefined;
    found = (found as Record<string, unknown>)[name];
  }
  return (typeof found === "string" && found !== "") || typeof found === "number" ? String(found) : undefined;
};
