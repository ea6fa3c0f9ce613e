import { Inject, Injectable } from "@nestjs/common";
import type { DataSource } from "typeorm";
import type { CompiledSpecification } from "#checks";
import { Problem } from "#platform";
import { findIntegration, type IntegrationSummary } from "#read-models";
import { READ_MODELS_SOURCE, REVISIONS, type RevisionSource } from "../console-options.ts";

/** Finds integrations and their specifications; what is missing is a 404. */
@Injectable()
export class IntegrationLookup {
  constructor(
    @Inject(READ_MODELS_SOURCE) private readonly source: DataSource,
    @Inject(REVISIONS) private readonly revisions: RevisionSource,
  ) {}

  async integration(id: string): Promise<IntegrationSummary> {
    const found = await findIntegration(this.source, id);
    if (found) return found;
    throw new Problem(404, `There is no integration ${JSON.stringify(id)}.`);
  }

  async specification(id: string, revision?: string): Promise<CompiledSpecification> {
    const { revision: active } = await this.integration(id);
    const compiled = await this.revisions(revision ?? active);
    if (compiled?.specification.id === id) return compiled;
    throw new Problem(404, `Integration ${id} has no revision ${revision ?? active} in the store.`);
  }

  compiled(revision: string): Promise<CompiledSpecification | undefined> {
    return this.revisions(revision);
  }
}
