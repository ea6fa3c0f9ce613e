import { Inject } from "@nestjs/common";
import { Query, QueryHandler, type IQueryHandler } from "@nestjs/cqrs";
import type { DataSource } from "typeorm";
import { listEvidence } from "#read-models";
import { READ_MODELS_SOURCE } from "../console-options.ts";
import { refuseCursor } from "../http/refuse-cursor.ts";
import { askedPeriod } from "./asked-period.ts";
import { ObjectiveLookup } from "./objective-lookup.ts";
import type { EvidenceQuery } from "./service-level-queries.ts";
import type { EvidencePage } from "./service-level-schemas.ts";

export class ListEvidence extends Query<EvidencePage> {
  constructor(
    readonly integration: string,
    readonly asked: EvidenceQuery,
  ) {
    super();
  }
}

@QueryHandler(ListEvidence)
export class ListEvidenceHandler implements IQueryHandler<ListEvidence> {
  constructor(
    @Inject(READ_MODELS_SOURCE) private readonly source: DataSource,
    private readonly lookup: ObjectiveLookup,
  ) {}

  async execute({ integration, asked }: ListEvidence): Promise<EvidencePage> {
    const { untilMs } = await this.lookup.measured(integration);
    const { limit, cursor, clause: objective, month, from, to, ...filter } = asked;
    const period = askedPeriod({ month, from, to }, untilMs);
    try {
      const whose = { integration, objective, ...filter };
      const { items, nextCursor } = await listEvidence(this.source, whose, period, { limit, cursor });
      const present = (item: (typeof items)[number]) => ({
        ...item,
        minute: item.minute.toISOString(),
        recordedAt: item.recordedAt.toISOString(),
      });
      return { items: items.map(present), nextCursor };
    } catch (error) {
      throw refuseCursor(error);
    }
  }
}
