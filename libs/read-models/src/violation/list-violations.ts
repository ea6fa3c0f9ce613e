import type { DataSource } from "typeorm";
import { keysetPage } from "../keyset-page.ts";
import type { Page, PageRequest } from "../page.ts";
import { applyFilter, type ViolationFilter } from "./violation-filter.ts";
import { ViolationEntity } from "./violation.entity.ts";

export type { ViolationFilter } from "./violation-filter.ts";

/** Violations that pass the filter, newest first by event time. Throws `InvalidCursor`. */
export const listViolations = (
  source: DataSource,
  filter: ViolationFilter,
  request: PageRequest,
): Promise<Page<ViolationEntity>> =>
  keysetPage(
    applyFilter(source.getRepository(ViolationEntity).createQueryBuilder("violation"), filter),
    "occurredAt",
    ({ occurredAt, id }) => ({ timeMs: occurredAt.getTime(), id }),
    request,
  );
