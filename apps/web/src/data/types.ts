import type { paths } from "./openapi.ts";

type Json<Content> = Content extends { content: { "application/json": infer Body } } ? Body : never;
type Got<Path extends keyof paths> = paths[Path] extends {
  get: { responses: { 200: infer Answer } };
}
  ? Json<Answer>
  : never;
type Row<List> = List extends { items: (infer Item)[] } ? Item : never;

export type Violation = Row<Got<"/api/v1/violations">>;
export type ViolationDetail = Got<"/api/v1/violations/{id}">;
export type Quote = NonNullable<ViolationDetail["quote"]>;
export type LifeEvent = ViolationDetail["history"][number];
export type Integration = Got<"/api/v1/integrations/{id}">;
export type ClauseList = Got<"/api/v1/integrations/{id}/clauses">;
export type Clause = Row<ClauseList>;
export type DeadLetter = Row<Got<"/api/v1/dead-letters">>;
export type DeadLetterDetail = Got<"/api/v1/dead-letters/{id}">;
export type DeadLetterCounts = Got<"/api/v1/dead-letters/counts">;
/** What a replay has done. */
export type Replayed = Json<paths["/api/v1/dead-letters/replay"]["post"]["responses"][200]>;

export type Severity = Violation["severity"];
export type Party = Violation["party"];

export const SEVERITIES = ["critical", "error", "warning", "info"] as const satisfies readonly Severity[];
export const STATUSES = [
  "open",
  "acknowledged",
  "resolved",
] as const satisfies readonly Violation["status"][];
