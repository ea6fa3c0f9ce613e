import type { Hash } from "#violation";
import type { Alert } from "../alert.ts";
import { alertId } from "../violation-alert.ts";
import type { MonitorState } from "./monitor.ts";
import { missingTraffic, type Traffic } from "./traffic.ts";

/** The names of alerts that come from no violation. */
export const SIGNALS = ["no-data", "monitor-lagging", "monitor-stopped"] as const;

const signal = (
  labels: Record<string, string>,
  annotations: Record<string, string>,
  startsAtMs: number,
  hash: Hash,
): Alert => ({ id: alertId(labels, hash), labels, annotations, startsAtMs });

const minutes = (ms: number): string => `${Math.round(ms / 60_000)} minutes`;

const ofMonitor = ({ lagging, stopped }: MonitorState, nowMs: number, hash: Hash): Alert[] =>
  (
    [
      ["monitor-stopped", "critical", stopped],
      ["monitor-lagging", "error", lagging],
    ] as const
  ).flatMap(([alertname, severity, shards]) => {
    if (shards.length === 0) return [];
    const oldestMs = Math.min(...shards.map(({ watermarkMs }) => watermarkMs ?? nowMs));
    const state = alertname === "monitor-stopped" ? "has stopped" : "lags";
    const summary = `The monitor ${state}: ${shards.length} of its partitions stand ${minutes(nowMs - oldestMs)} back, the first of them ${shards[0]!.name}.`;
    return [signal({ alertname, severity }, { summary, actual: minutes(nowMs - oldestMs) }, oldestMs, hash)];
  });

/** The alerts that traffic and the monitor give now. */
export const signalsOf = (
  traffic: Readonly<Record<string, Traffic>>,
  monitor: MonitorState,
  nowMs: number,
  hash: Hash,
): Alert[] => [
  ...ofMonitor(monitor, nowMs, hash),
  ...Object.entries(traffic).flatMap(([integration, known]) => {
    const missing = missingTraffic(known, nowMs);
    if (missing === undefined) return [];
    const since = new Date(known.lastMs).toISOString();
    return [
      signal(
        { alertname: "no-data", severity: "warning", integration },
        {
          summary: `Nothing was seen of ${integration} since ${since}, where at least ${missing} exchanges are usual at this time of the week.`,
          expected: `≥ ${missing} exchanges`,
          actual: "0",
        },
        known.lastMs,
        hash,
      ),
    ];
  }),
];
