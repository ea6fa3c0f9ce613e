import type { ClauseOf } from "#spec";
import type { RecurringFinding } from "../engine/finding.ts";
import { undocumentedMembers } from "../schema/closed-schema.ts";
import { memberName } from "../schema/pointer.ts";
import { UNDOCUMENTED_FIELD } from "./rules.ts";

/** A member that the documented body has not. */
export interface UndocumentedField {
  pointer: string;
  /** Status and pointer. */
  name: string;
  finding: RecurringFinding;
}

/** Finds the members of a body that are not documented, each once. */
export type UndocumentedFields = (value: unknown) => UndocumentedField[];

const MAX_KEPT = 500;

/** Compiles a documented body. Such a member tends to come with every answer, so what is said of it is kept. */
export const compileUndocumentedFields = (clause: ClauseOf<"response.body">): UndocumentedFields => {
  const { endpoint, status, body } = clause.parameters;
  const kept = new Map<string, UndocumentedField>();

  const fieldAt = (pointer: string): UndocumentedField => {
    const known = kept.get(pointer);
    if (known) return known;
    const name = `${status} ${pointer}`;
    const member = memberName(pointer).replaceAll(".*", "[]");
    const finding: RecurringFinding = {
      rule: UNDOCUMENTED_FIELD,
      clause,
      subject: `${endpoint.method} ${endpoint.path} ${name}`,
      message: `The response has ${member}, which the specification does not document`,
      evidence: { expected: "documented members only", pointer },
      episodes: new Map(),
    };
    const field = { pointer, name, finding };
    if (kept.size >= MAX_KEPT) kept.clear();
    kept.set(pointer, field);
    return field;
  };

  return (value) => undocumentedMembers(body.schema, value).map(fieldAt);
};
