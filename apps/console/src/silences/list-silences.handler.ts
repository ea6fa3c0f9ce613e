import { Inject } from "@nestjs/common";
import { Query, QueryHandler, type IQueryHandler } from "@nestjs/cqrs";
import type { DataSource } from "typeorm";
import { listSilences, type Page } from "#read-models";
import { READ_MODELS_SOURCE } from "../console-options.ts";
import { refuseCursor } from "../http/refuse-cursor.ts";
import { presentSilence } from "./act-on-silence.ts";
import type { SilenceListQuery, SilenceView } from "./silence-schemas.ts";

export class ListSilences extends Query<Page<SilenceView>> {
  constructor(readonly asked: SilenceListQuery) {
    super();
  }
}

@QueryHandler(ListSilences)
export class ListSilencesHandler implements IQueryHandler<ListSilences> {
  constructor(@Inject(READ_MODELS_SOURCE) private readonly source: DataSource) {}

  async execute({ asked: { status, limit, cursor } }: ListSilences): Promise<Page<SilenceView>> {
    const now = new Date();
    try {
      const { items, nextCursor } = await listSilences(this.source, { status, now }, { limit, cursor });
      const shown = items.map((row) =>
        presentSilence({ ...row, from: row.from.toISOString(), to: row.to.toISOString() }, now.getTime()),
      );
      return { items: shown, nextCursor };
    } catch (error) {
      throw refuseCursor(error);
    }
  }
}
