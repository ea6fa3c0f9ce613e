import type { Composer } from "../exchange/composer.ts";
import type { ExchangeDraft } from "../exchange/draft.ts";
import { isMaintenance } from "../model/service-level-model.ts";
import type { EnvironmentModel, TrafficModel } from "../model/traffic-model.ts";
import type { Random } from "../random.ts";

/** A time in which an environment keeps an objective no more. */
export interface Outage {
  environment: EnvironmentModel;
  fromMs: number;
  toMs: number;
  /** Exchanges take so long; without it they fail. */
  durationMs?: number;
  /** One of so many fails; all when absent. */
  every?: number;
}

/** The share of exchanges that fail while an environment is maintained, which is nobody's fault. */
const MAINTENANCE_SHARE = 0.5;

/** Lets ordinary exchanges fail in outages and maintenance windows. */
export class Outages {
  private struck = 0;

  constructor(
    private readonly model: TrafficModel,
    private readonly outages: readonly Outage[],
    private readonly composer: Composer,
    private readonly random: Random,
  ) {}

  strike(draft: ExchangeDraft): void {
    const { environment, startMs } = draft;
    if (environment.serviceLevels === undefined || draft.response === undefined) return;
    if (isMaintenance(environment.serviceLevels, startMs)) {
      if (this.random.chance(MAINTENANCE_SHARE)) this.fail(draft);
      return;
    }
    for (const { environment: struck, fromMs, toMs, durationMs, every } of this.outages) {
      if (struck !== environment || startMs < fromMs || startMs >= toMs) continue;
      if (every !== undefined && ++this.struck % every !== 0) continue;
      if (durationMs === undefined) this.fail(draft);
      else draft.durationMs = durationMs;
    }
  }

  private fail(draft: ExchangeDraft): void {
    const error =
      draft.endpoint && this.model.errors.get(draft.endpoint)?.find(({ status }) => status >= 500);
    if (error) return this.composer.answerError(draft, error);
    delete draft.response;
    draft.failure = "timeout";
  }
}
