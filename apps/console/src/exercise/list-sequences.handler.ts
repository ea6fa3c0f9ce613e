import { Query, QueryHandler, type IQueryHandler } from "@nestjs/cqrs";
import { arrowNames, type AccountedClause } from "#checks";
import type { SequenceStep } from "#spec";
import { ExerciseLookup, type PeriodOfClauses } from "./exercise-lookup.ts";
import type { SequenceQuery } from "./exercise-queries.ts";
import type { SequenceList } from "./exercise-schemas.ts";

type Sequence = SequenceList["items"][number];

export class ListSequences extends Query<SequenceList> {
  constructor(
    readonly integration: string,
    readonly asked: SequenceQuery,
  ) {
    super();
  }
}

const MISSING_STEP = "sequence.missing-step";

const arrowsIn = (steps: readonly SequenceStep[]): string[] =>
  steps.flatMap((step) => ("arrow" in step ? [step.arrow] : step.branches.flatMap(arrowsIn)));

const copySteps = (steps: readonly SequenceStep[]): Sequence["steps"] =>
  steps.map((step) =>
    "arrow" in step ? { ...step } : { block: step.block, branches: step.branches.map(copySteps) },
  );

const presentArrow = (
  { book, violated, told }: PeriodOfClauses,
  clause: AccountedClause & { kind: "sequence.arrow" },
  name: string,
): Sequence["arrows"][number] => {
  const { path, file, line, text, parameters } = clause;
  const { from, to, message, arrow, lost = false, both = false } = parameters;
  const missing = violated.find((one) => one.clause === path && one.rule === MISSING_STEP);
  return {
    ...{ path, file, line, text, from, to, message, arrow, lost, both },
    failed: book.sum({ kind: "interaction-failed", names: [name] }).count,
    neverCame: missing?.count ?? 0,
    ...told(clause),
  };
};

@QueryHandler(ListSequences)
export class ListSequencesHandler implements IQueryHandler<ListSequences> {
  constructor(private readonly lookup: ExerciseLookup) {}

  async execute({ integration, asked }: ListSequences): Promise<SequenceList> {
    const period = await this.lookup.period(integration, asked);
    const { clauses, specification } = period.compiled;
    const names = arrowNames(specification);
    const arrows = new Map(
      clauses.flatMap((clause) => (clause.kind === "sequence.arrow" ? [[clause.path, clause] as const] : [])),
    );
    const items = clauses.flatMap((clause): Sequence[] => {
      if (clause.kind !== "sequence") return [];
      const { path, file, line, text, parameters } = clause;
      const own = [...new Set(arrowsIn(parameters.steps))].flatMap((arrow) => arrows.get(arrow) ?? []);
      return [
        {
          ...{ path, file, line, text },
          participants: [...parameters.participants],
          steps: copySteps(parameters.steps),
          arrows: own.map((arrow) => presentArrow(period, arrow, names.get(arrow.path) ?? "")),
        },
      ];
    });
    return { ...period.head, items };
  }
}
