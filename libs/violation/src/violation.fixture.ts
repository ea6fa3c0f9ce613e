import type { Verdict } from "#checks";
import type { Violation } from "./violation.ts";

export const aViolation: Violation = {
  id: "v1",
  rule: "request.header-missing",
  severity: "error",
  party: "consumer",
  clause: { path: "endpoint[POST /a].headers.required.X", file: "spec.md", line: 3, text: "X: string" },
  integration: "orders",
  time: "2024-01-15T10:30:00.000Z",
  eventIds: ["e1"],
  message: "The header X is missing.",
  evidence: {},
  count: 1,
};

export const aVerdict: Verdict = {
  rule: "response.undocumented-status",
  severity: "warning",
  party: "provider",
  clause: { path: "endpoint[POST /a].responses", file: "spec.md", line: 9, column: 1, text: "responses:" },
  subject: "418",
  environment: "production",
  timeMs: Date.UTC(2024, 0, 15, 10, 30),
  message: "418 is not documented.",
  evidence: { actual: 418 },
};
