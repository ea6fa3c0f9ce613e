import { Inject } from "@nestjs/common";
import { Query, QueryHandler, type IQueryHandler } from "@nestjs/cqrs";
import type { DataSource } from "typeorm";
import { findingsOf } from "#checks";
import { breachesByClause } from "#read-models";
import { READ_MODELS_SOURCE } from "../console-options.ts";
import { ExerciseLookup } from "../exercise/exercise-lookup.ts";
import { IntegrationLookup } from "../integrations/integration-lookup.ts";
import type { DocumentQuery, DocumentView } from "./document-schemas.ts";
import { presentClause } from "./present-clause.ts";
import { presentSequences } from "./present-sequence.ts";
import { readBlocks } from "./read-blocks.ts";
import { readSections } from "./read-sections.ts";

export class GetDocument extends Query<DocumentView> {
  constructor(
    readonly integration: string,
    readonly asked: DocumentQuery,
  ) {
    super();
  }
}

@QueryHandler(GetDocument)
export class GetDocumentHandler implements IQueryHandler<GetDocument> {
  constructor(
    private readonly lookup: IntegrationLookup,
    private readonly exercise: ExerciseLookup,
    @Inject(READ_MODELS_SOURCE) private readonly source: DataSource,
  ) {}

  async execute({ integration, asked }: GetDocument): Promise<DocumentView> {
    const { activatedAt } = await this.lookup.integration(integration);
    const { environment, from, to = new Date() } = asked;
    const { compiled, period, told } = await this.exercise.period(integration, { environment, from, to });
    const breaches = await breachesByClause(this.source, {
      ...{ integration, environment },
      from: new Date(period.fromMs),
      to: new Date(period.toMs),
    });
    const byPath = new Map(breaches.map((one) => [one.path, one]));
    const { specification } = compiled;
    const files = specification.files.map((file) => ({ name: file.name, blocks: readBlocks(file) }));
    const clauses = compiled.clauses.map((clause) =>
      presentClause(clause, told(clause).exercised, byPath.get(clause.path)),
    );
    return {
      integration,
      title: specification.title,
      revision: specification.revision,
      activatedAt: activatedAt.toISOString(),
      files,
      sections: sectionsOf(files, clauses),
      clauses,
      sequences: presentSequences(specification),
      findings: findingsOf(compiled).map(({ rule, severity, file, line, message, suggestion }) => ({
        rule,
        severity,
        file,
        line,
        message,
        suggestion,
      })),
    };
  }
}

/** The sections with how many clauses stand in each; what stands before a file's first belongs to that. */
const sectionsOf = (
  files: DocumentView["files"],
  clauses: DocumentView["clauses"],
): DocumentView["sections"] =>
  files.flatMap(({ name, blocks }) => {
    const sections = readSections(name, blocks);
    const here = clauses.filter(({ file }) => file === name);
    return sections
      .map((section, index) => {
        const from = index === 0 ? 0 : section.line;
        const to = sections[index + 1]?.line ?? Infinity;
        return { ...section, clauses: here.filter(({ line }) => line >= from && line < to).length };
      })
      .filter((section) => section.clauses > 0);
  });
