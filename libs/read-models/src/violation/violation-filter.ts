import type { SelectQueryBuilder } from "typeorm";
import type { Violation } from "#violation";
import { printable } from "../printable.ts";
import { VIOLATION_SEVERITIES, type Severity } from "./severities.ts";
import type { ViolationEntity, ViolationStatus } from "./violation.entity.ts";

/** What a list of violations is narrowed by; absent members do not narrow. Texts compare exactly, but `text`. */
export interface ViolationFilter {
  rule?: string;
  /** This severity or a higher one. */
  severity?: Severity;
  party?: Violation["party"];
  status?: ViolationStatus;
  /** Who looks after it. */
  owner?: string;
  /** Only those that somebody is to look after and nobody does. */
  unowned?: true;
  integration?: string;
  environment?: string;
  client?: string;
  endpoint?: string;
  /** Only those that name none. */
  without?: "client" | "endpoint";
  /** The clause's path. */
  clause?: string;
  /** Opened at this time or later. */
  from?: Date;
  /** Opened before this time. */
  to?: Date;
  /** Found in the message, the rule or the clause's text, whatever the case. */
  text?: string;
}

const EXACT = {
  rule: "rule",
  party: "party",
  status: "status",
  owner: "owner",
  integration: "integration",
  environment: "environment",
  client: "client",
  endpoint: "endpoint",
  clause: "clausePath",
} as const satisfies Partial<Record<keyof ViolationFilter, keyof ViolationEntity>>;

/** What stands in an index by its hash alone. */
const HASHED = { client: "client", endpoint: "endpoint", clause: "clausePath" } as const;

const containing = (text: string): string => `%${printable(text).replaceAll(/[\\%_]/g, "\\$&")}%`;

/** Narrows a query over `violation` by the filter. */
export const applyFilter = (
  query: SelectQueryBuilder<ViolationEntity>,
  filter: ViolationFilter,
): SelectQueryBuilder<ViolationEntity> => {
  for (const [name, column] of Object.entries(EXACT)) {
    const value = filter[name as keyof typeof EXACT];
    if (value !== undefined) query.andWhere(`violation.${column} = :${name}`, { [name]: printable(value) });
  }
  for (const [name, column] of Object.entries(HASHED))
    if (filter[name as keyof typeof HASHED] !== undefined)
      query.andWhere(`hashtextextended(violation.${column}, 0) = hashtextextended(:${name}, 0)`);
  if (filter.without !== undefined) query.andWhere(`violation.${filter.without} IS NULL`);
  if (filter.unowned) query.andWhere("violation.owner IS NULL AND violation.status <> 'resolved'");
  if (filter.severity !== undefined) {
    const severities = VIOLATION_SEVERITIES.slice(VIOLATION_SEVERITIES.indexOf(filter.severity));
    query.andWhere("violation.severity IN (:...severities)", { severities });
  }
  if (filter.from !== undefined) query.andWhere("violation.occurredAt >= :from", { from: filter.from });
  if (filter.to !== undefined) query.andWhere("violation.occurredAt < :to", { to: filter.to });
  if (filter.text !== undefined)
    query.andWhere(
      "(violation.message ILIKE :text OR violation.rule ILIKE :text OR violation.clauseText ILIKE :text)",
      { text: containing(filter.text) },
    );
  return query;
};
