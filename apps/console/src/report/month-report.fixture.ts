import type { IntegrationReport, MonthReport, ReportedObjective } from "./report.ts";

const at = new Date("2024-01-15T10:00:00.000Z");
const clause = { path: "production.sla.uptime", file: "levels.md", line: 12, text: 'uptime: "99%"' };

/** An objective that was met; tests change what they look at. */
export const anObjective = (change: Partial<ReportedObjective> = {}): ReportedObjective => ({
  clause,
  environment: "production",
  name: "uptime",
  target: 0.99,
  held: null,
  verdict: "met",
  measured: { good: 99_999, bad: 1, apart: 7, share: 0.99999 },
  stated: null,
  budget: { allowed: 1000, spent: 1, left: 999 },
  days: [
    { day: "2024-01-15", good: 99_999, bad: 1, apart: 7, share: 0.99999 },
    { day: "2024-01-16", good: 0, bad: 0, apart: 0, share: null },
  ],
  restatements: [],
  badEvents: [],
  ...change,
});

const anIntegration = (change: Partial<IntegrationReport> = {}): IntegrationReport => ({
  integration: "shop-levels",
  revisions: [
    {
      revision: "sha256:1",
      activatedAt: at,
      fromMs: Date.UTC(2024, 0, 1),
      toMs: Date.UTC(2024, 1, 1),
    },
  ],
  objectives: [anObjective()],
  unenforced: [],
  state: "complete",
  sealed: false,
  measuredUntil: new Date("2024-02-01T00:00:00.000Z"),
  requests: 100_007,
  maintenance: { documented: [], declared: [] },
  incidents: [],
  violations: [],
  evidence: [
    { position: 3, eventId: "m1", minute: at, part: 1, restates: false, recordedAt: at },
    { position: 1234, eventId: "m2", minute: at, part: 2, restates: true, recordedAt: at },
  ],
  ...change,
});

/** January 2024 of such an integration. */
export const aMonth = (change: Partial<IntegrationReport> = {}): MonthReport => ({
  month: "2024-01",
  from: new Date("2024-01-01T00:00:00.000Z"),
  to: new Date("2024-02-01T00:00:00.000Z"),
  integrations: [anIntegration(change)],
});
