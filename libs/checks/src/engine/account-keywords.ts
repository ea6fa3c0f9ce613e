import { clausesOf } from "#spec";
import type { Clause, Specification } from "#spec";
import type { CompiledFamily } from "../check.ts";
import { speaksOfCredential } from "../schema/credential.ts";

const REDACTED = "It is about a credential's text, which is redacted before it is judged.";

/** Accounts for the statements within an enforced body; `rulesOf` tells the rules by a statement's schema pointer. */
export const accountKeywords = (
  specification: Specification,
  owner: Clause,
  rulesOf: (pointer: string) => readonly string[],
  account: Required<CompiledFamily>,
): void => {
  for (const clause of clausesOf(specification, "body.keyword")) {
    const { owner: path, pointer } = clause.parameters;
    if (path !== owner.path) continue;
    const segments = pointer.split("/");
    const isKeyword = segments.at(-2) !== "properties" && segments.at(-2) !== "required";
    const keyword = isKeyword ? (segments.at(-1) ?? "") : "type";
    if (speaksOfCredential(keyword, pointer)) account.unenforced.push({ clause, reason: REDACTED });
    else account.enforced.push({ clause, rules: rulesOf(pointer) });
  }
};
