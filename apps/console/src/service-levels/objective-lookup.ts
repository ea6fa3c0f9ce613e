import { Inject, Injectable } from "@nestjs/common";
import type { DataSource } from "typeorm";
import { documentedObjectives, type Objective } from "#checks";
import { Problem } from "#platform";
import { measuredUntil } from "#read-models";
import { READ_MODELS_SOURCE } from "../console-options.ts";
import { IntegrationLookup } from "../integrations/integration-lookup.ts";

const MINUTE_MS = 60_000;

/** Until when an integration was measured. */
export interface Measured {
  /** As the API tells it: null before the first minute. */
  measuredUntil: string | null;
  /** The same, or now. */
  untilMs: number;
}

/** Finds objectives of the active revision, and the integration's clock; what is missing is a 404. */
@Injectable()
export class ObjectiveLookup {
  constructor(
    @Inject(READ_MODELS_SOURCE) private readonly source: DataSource,
    private readonly lookup: IntegrationLookup,
  ) {}

  async documented(integration: string) {
    const { specification } = await this.lookup.specification(integration);
    return { revision: specification.revision, ...documentedObjectives(specification) };
  }

  async objective(integration: string, path: string, environment: string | undefined): Promise<Objective> {
    const { objectives } = await this.documented(integration);
    const found = objectives.filter(
      (one) => one.clause.path === path && (environment ?? one.environment) === one.environment,
    );
    if (found.length > 1)
      throw new Problem(400, `${path} holds in several environments: environment says which.`, {
        errors: [{ parameter: "environment", message: "the clause holds in several environments" }],
      });
    if (found[0]) return found[0];
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
