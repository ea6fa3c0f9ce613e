import { clausesOf } from "#spec";
import type { Specification } from "#spec";
import type { CheckFamily, CompiledFamily } from "../check.ts";
import { compileDiagram } from "./model/diagram.ts";
import { keyTable } from "./model/key-table.ts";
import { readable } from "./judging/runs.ts";
import { MISSING_STEP, OUT_OF_ORDER, SEQUENCE_RULES, UNEXPECTED_STEP } from "./rules.ts";
import { sequenceCheck } from "./sequence-check.ts";

const compile = (specification: Specification): CompiledFamily => {
  const clauses = clausesOf(specification, "sequence");
  const arrows = clausesOf(specification, "sequence.arrow");
  const whole = clauses.filter(({ reason }) => reason === undefined);
  if (whole.length === 0) return { checks: [], enforced: [] };
  const table = keyTable(whole.map(({ parameters }) => parameters));
  const diagrams = whole.map((clause) => readable(compileDiagram(specification, clause, table)));
  const drawn = diagrams.flatMap((diagram) => (diagram.arrows.length > 0 ? [diagram.clause] : []));
  const unread = arrows.filter(({ reason }) => reason !== undefined);
  const unreadKeys = new Set(unread.map(({ parameters }) => table.add(parameters)));
  const key = `sequence|${JSON.stringify([...clauses, ...arrows].map(({ path, parameters, reason }) => [path, parameters, reason]))}`;
  return {
    checks: [
      sequenceCheck(key, { readable: diagrams, unreadKeys, unread: whole.length < clauses.length }, table),
    ],
    enforced: [
      ...drawn.map((clause) => ({ clause, rules: [UNEXPECTED_STEP.id] })),
      ...diagrams.flatMap((diagram) =>
        diagram.arrows.map(({ clause, required }) => ({
          clause,
          rules: required ? [MISSING_STEP.id, OUT_OF_ORDER.id] : [OUT_OF_ORDER.id],
        })),
      ),
    ],
    unenforced: diagrams.flatMap(({ arrows: { length }, clause }) =>
      length === 0 ? [{ clause, reason: "The diagram has no arrows." }] : [],
    ),
  };
};

/** Rules about the steps of a sequence diagram and their order (rules.md, "Sequences"). */
export const sequenceFamily: CheckFamily = { name: "sequence", rules: SEQUENCE_RULES, compile };
