import type { CompiledSpecification } from "#checks";
import type { IntegrationSummary } from "#read-models";
import { accountClauses } from "./account-clauses.ts";
import type { IntegrationView } from "./integration-schemas.ts";

const environmentsOf = ({ specification }: CompiledSpecification): string[] => [
  ...new Set(
    specification.clauses.flatMap(({ parameters }) =>
      "environment" in parameters && parameters.environment !== undefined ? [parameters.environment] : [],
    ),
  ),
];

/** A read model's row with its compiled specification, where that is stored, as the API shows it. */
export const presentIntegration = (
  { id, revision, activatedAt, open }: IntegrationSummary,
  compiled: CompiledSpecification | undefined,
): IntegrationView => ({
  id,
  title: compiled?.specification.title ?? id,
  revision,
  activatedAt: activatedAt.toISOString(),
  environments: compiled ? environmentsOf(compiled) : [],
  open,
  clauses: compiled && accountClauses(compiled.clauses),
});
