import { Inject, Injectable } from "@nestjs/common";
import type { DataSource } from "typeorm";
import {
  compileExercise,
  exerciseOf,
  FactBook,
  type AccountedClause,
  type CompiledSpecification,
} from "#checks";
import { countByClause, readExercise, type ClauseCount, type Period } from "#read-models";
import { READ_MODELS_SOURCE } from "../console-options.ts";
import { IntegrationLookup } from "../integrations/integration-lookup.ts";
import { askedPeriod } from "../service-levels/asked-period.ts";
import { ObjectiveLookup } from "../service-levels/objective-lookup.ts";
import type { SequenceQuery } from "./exercise-queries.ts";
import type { ExercisedView, ViolatedView } from "./exercise-schemas.ts";
import { presentExercised, presentViolated } from "./present-exercise.ts";

const WEEK_MS = 7 * 86_400_000;

/** What a period's traffic showed of an integration's clauses. */
export interface PeriodOfClauses {
  compiled: CompiledSpecification;
  period: Period;
  book: FactBook;
  violated: readonly ClauseCount[];
  /** The members that every answer begins with. */
  head: {
    integration: string;
    revision: string;
    environment: string | null;
    from: string;
    to: string;
    measuredUntil: string | null;
  };
  told(clause: AccountedClause): { exercised: ExercisedView; violated: ViolatedView };
}

/** Reads what traffic showed of clauses; a 404 where there is no such integration, or its text is not stored. */
@Injectable()
export class ExerciseLookup {
  constructor(
    @Inject(READ_MODELS_SOURCE) private readonly source: DataSource,
    private readonly integrations: IntegrationLookup,
    private readonly objectives: ObjectiveLookup,
  ) {}

  async period(integration: string, { environment, from, to }: SequenceQuery): Promise<PeriodOfClauses> {
    const compiled = await this.integrations.specification(integration);
    const { measuredUntil, untilMs } = await this.objectives.measured(integration);
    const period = askedPeriod({ from, to }, untilMs, WEEK_MS);
    const whose = { integration, environment };
    const [facts, violated] = await Promise.all([
      readExercise(this.source, whose, period),
      countByClause(this.source, whose, period),
    ]);
    const book = new FactBook(facts);
    const selectorOf = compileExercise(compiled.specification);
    return {
      compiled,
      period,
      book,
      violated,
      head: {
        integration,
        revision: compiled.specification.revision,
        environment: environment ?? null,
        from: new Date(period.fromMs).toISOString(),
        to: new Date(period.toMs).toISOString(),
        measuredUntil,
      },
      told(clause) {
        const counts = violated.filter((one) => one.clause === clause.path);
        const state = { isBroken: counts.length > 0, environment };
        return {
          exercised: presentExercised(exerciseOf(clause, selectorOf(clause), book, state)),
          violated: presentViolated(counts),
        };
      },
    };
  }
}
