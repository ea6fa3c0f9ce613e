import type { ViolationEntity } from "#read-models";
import type { ViolationView } from "./violation-schemas.ts";

/** A read model's row as the API shows it. */
export const presentViolation = (row: ViolationEntity): ViolationView => ({
  id: row.id,
  rule: row.rule,
  severity: row.severity,
  party: row.party,
  clause: { path: row.clausePath, file: row.clauseFile, line: row.clauseLine, text: row.clauseText },
  integration: row.integration,
  environment: row.environment ?? undefined,
  client: row.client ?? undefined,
  endpoint: row.endpoint ?? undefined,
  time: row.occurredAt.toISOString(),
  lastTime: row.lastAt.toISOString(),
  eventIds: row.eventIds,
  message: row.message,
  evidence: row.evidence,
  count: row.count,
  status: row.status,
  owner: row.owner ?? undefined,
  ended: row.ended,
  revision: row.revision ?? undefined,
});
