import { clausesOf, pointerSegment } from "#spec";
import type { JsonSchema, Specification } from "#spec";
import { memberAt, segmentsOf } from "../schema/pointer.ts";

/** Reads the error code of a body; undefined where it carries none. */
export type ErrorCodeReader = (body: unknown) => string | undefined;

const NAMES = ["error_code", "errorCode", "code", "error"];

/** Where members of these names stand in a documented body, the least deep first. */
const placesOf = (schema: JsonSchema, names: readonly string[]): string[] => {
  const places: string[] = [];
  const level = [{ schema, pointer: "" }];
  for (let at = level.shift(); at; at = level.shift()) {
    const properties = (at.schema["properties"] ?? {}) as Record<string, JsonSchema>;
    for (const [name, member] of Object.entries(properties)) {
      const pointer = `${at.pointer}/${pointerSegment(name)}`;
      if (names.includes(name) && !member["properties"]) places.push(pointer);
      level.push({ schema: member, pointer });
    }
  }
  return places;
};

/** Compiles the places of the error code: where `error_format` names it, else where the examples of errors show it. */
export const compileErrorCodeReader = (specification: Specification): ErrorCodeReader => {
  const named = clausesOf(specification, "error-format").map(({ parameters }) => parameters.codePointer);
  const names = named.length > 0 ? named.map((pointer) => segmentsOf(pointer).at(-1)!) : NAMES;
  const shown = clausesOf(specification, "response.body")
    .filter(({ parameters }) => parameters.status >= 400)
    .flatMap(({ parameters }) => placesOf(parameters.body.schema, names));
  const paths = [...new Set([...named, ...shown])].map(segmentsOf);
  return (body) => {
    for (const path of paths) {
      const code = memberAt(body, path);
      if (typeof code === "string") return code;
    }
    return undefined;
  };
};
