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
/** The living specification. */
export type Document = Got<"/api/v1/integrations/{id}/document">;
export type Clause = Document["clauses"][number];
export type Scenario = Row<Got<"/api/v1/integrations/{id}/scenarios">>;
/** An arrow of a diagram with what traffic showed of it. */
export type Arrow = Row<Got<"/api/v1/integrations/{id}/sequences">>["arrows"][number];
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

export type Session = Got<"/api/v1/session">;
export type Person = Row<Got<"/api/v1/people">>;
export type Key = Row<Got<"/api/v1/keys">>;
export type Role = Person["role"];
type Asked<Operation> = Operation extends { requestBody?: { content: { "application/json": infer Body } } }
  ? Body
  : never;
export type PersonToLetIn = Asked<paths["/api/v1/people"]["post"]>;
export type KeyToMake = Asked<paths["/api/v1/keys"]["post"]>;

export const ROLES = ["viewer", "operator", "auditor", "admin"] as const satisfies readonly Role[];
export const KEY_ROLES = ["ingest", ...ROLES] as const satisfies readonly Key["role"][];

/** The role of this name; the least where there is none. */
export const roleOf = (name: string | undefined): Role => ROLES.find((role) => role === name) ?? "viewer";

/** The role of a key of this name; the least where there is none. */
export const keyRoleOf = (name: string | undefined): Key["role"] =>
  KEY_ROLES.find((role) => role === name) ?? "ingest";
