import { Inject, Injectable } from "@nestjs/common";
import type { DataSource } from "typeorm";
import { Problem } from "#platform";
import { measuredUntil, type Period } from "#read-models";
import { READ_MODELS_SOURCE, REVISIONS, type RevisionSource } from "../console-options.ts";
import { stoodObjectives, type StoodObjective, type StoodObjectives } from "./stood-objectives.ts";
import { IntegrationLookup } from "../integrations/integration-lookup.ts";

const MINUTE_MS = 60_000;

/** Until when an integration was measured. */
export interface Measured {
  /** As the API tells it: null before the first minute. */
  measuredUntil: string | null;
  /** The same, or now. */
  untilMs: number;
}

/** Finds objectives of the revisions that stood in a month, and the integration's clock; what is missing is a 404. */
@Injectable()
export class ObjectiveLookup {
  constructor(
    @Inject(READ_MODELS_SOURCE) private readonly source: DataSource,
    private readonly lookup: IntegrationLookup,
    @Inject(REVISIONS) private readonly revisions: RevisionSource,
  ) {}

  async documented(integration: string, month: Period): Promise<StoodObjectives> {
    await this.lookup.integration(integration);
    const stood = await stoodObjectives(this.source, this.revisions, integration, month);
    if (stood.unknown.length === stood.revisions.length)
      throw new Problem(404, `Integration ${integration} has no revision ${stood.unknown[0]} in the store.`);
    return stood;
  }

  /** The objective of a clause as it stood last in a month. */
  async objective(
    integration: string,
    month: Period,
    path: string,
    environment: string | undefined,
  ): Promise<StoodObjective> {
    const { objectives } = await this.documented(integration, month);
    const found = objectives.filter(
      (one) => one.clause.path === path && (environment ?? one.environment) === one.environment,
    );
    if (new Set(found.map((one) => one.environment)).size > 1)
      throw new Problem(400, `${path} holds in several environments: environment says which.`, {
        errors: [{ parameter: "environment", message: "the clause holds in several environments" }],
      });
    const last = found.at(-1);
    if (last) return last;
    throw new Problem(
      404,
      `Integration ${integration} has no objective that is enforced at ${JSON.stringify(path)}.`,
    );
  }

  /** The integration's clock; a 404 where there is no such integration. */
  async measured(integration: string): Promise<Measured> {
    await this.lookup.integration(integration);
    const until = await measuredUntil(this.source, integration);
    if (until !== undefined) return { measuredUntil: new Date(until).toISOString(), untilMs: until };
    return { measuredUntil: null, untilMs: Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS };
  }
}
