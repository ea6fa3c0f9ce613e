import { clausesOf } from "#spec";
import type { ClauseOf, JsonSchema, Specification } from "#spec";
import { compileBodyJudge } from "../schema/body-judge.ts";
import type { BodyJudge } from "../schema/body-judge.ts";
import { segmentsOf } from "../schema/pointer.ts";

/** The documented error format, ready to judge. */
export interface ErrorFormat {
  clause: ClauseOf<"error-format">;
  judge: BodyJudge;
  /** Whether the format itself speaks of the member that a JSON pointer names. */
  covers(pointer: string): boolean;
  /** Whether the format marks the member as optional. */
  isOptional(pointer: string): boolean;
}

const memberAt = (schema: JsonSchema, path: readonly string[]): JsonSchema | undefined => {
  let found: JsonSchema | undefined = schema;
  for (const name of path) {
    const properties = (found["properties"] ?? {}) as Record<string, JsonSchema>;
    const below: unknown = Object.hasOwn(properties, name) ? properties[name] : found["items"];
    if (typeof below !== "object" || below === null) return undefined;
    found = below as JsonSchema;
  }
  return found;
};

const compile = (clause: ClauseOf<"error-format">): ErrorFormat => {
  const { schema } = clause.parameters.body;
  return {
    clause,
    judge: compileBodyJudge(clause.parameters.body, clause),
    covers: (pointer) => pointer !== "" && memberAt(schema, segmentsOf(pointer)) !== undefined,
    isOptional(pointer) {
      const path = segmentsOf(pointer);
      const required = memberAt(schema, path.slice(0, -1))?.["required"];
      return !Array.isArray(required) || !required.includes(path.at(-1));
    },
  };
};

/** Compiles `error_format`; undefined where there is none, or a reason why it cannot be enforced. */
export const compileErrorFormat = (
  specification: Specification,
): { format?: ErrorFormat; clause?: ClauseOf<"error-format">; reason?: string } => {
  const clause = clausesOf(specification, "error-format").find(({ reason }) => reason === undefined);
  if (!clause) return {};
  try {
    return { clause, format: compile(clause) };
  } catch (problem) {
    const why = problem instanceof Error ? problem.message : String(problem);
    return { clause, reason: `Its schema does not compile: ${why}.` };
  }
};

/** The statuses whose body `exceeded_response` documents: that body is `rate-limit.response`'s alone. */
export const limitedStatuses = (specification: Specification): ReadonlySet<number> =>
  new Set(
    clausesOf(specification, "rate-limit.exceeded-response").flatMap(({ parameters }) =>
      parameters.body ? [parameters.status] : [],
    ),
  );
