import { Inject } from "@nestjs/common";
import { Query, QueryHandler, type IQueryHandler } from "@nestjs/cqrs";
import type { DataSource } from "typeorm";
import { compileMatchers, InvalidMatcher } from "#alerting";
import { Problem } from "#platform";
import { readStandingAlerts } from "#read-models";
import { READ_MODELS_SOURCE } from "../console-options.ts";
import type { SilencePreview } from "./silence-schemas.ts";

const MOST_SHOWN = 20;

export class PreviewSilence extends Query<SilencePreview> {
  constructor(readonly matchers: readonly string[]) {
    super();
  }
}

const compiled = (matchers: readonly string[]) => {
  try {
    return compileMatchers(matchers);
  } catch (error) {
    if (!(error instanceof InvalidMatcher)) throw error;
    throw new Problem(400, error.message, {
      errors: [{ parameter: "matchers", message: error.message }],
    });
  }
};

@QueryHandler(PreviewSilence)
export class PreviewSilenceHandler implements IQueryHandler<PreviewSilence> {
  constructor(@Inject(READ_MODELS_SOURCE) private readonly source: DataSource) {}

  async execute({ matchers }: PreviewSilence): Promise<SilencePreview> {
    const matches = compiled(matchers);
    const alerts = (await readStandingAlerts(this.source)).filter(
      ({ labels, endsAtMs }) => endsAtMs === undefined && matches(labels),
    );
    return {
      alerts: alerts.length,
      violations: alerts.reduce((sum, { violations }) => sum + violations, 0),
      items: alerts
        .sort((one, other) => other.violations - one.violations)
        .slice(0, MOST_SHOWN)
        .map(({ id, labels, violations }) => ({ id, labels, violations })),
    };
  }
}
