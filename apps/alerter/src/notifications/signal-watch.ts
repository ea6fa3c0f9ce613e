import type { PoolClient } from "pg";
import {
  judgeMonitor,
  SIGNALS,
  signalsOf,
  takeSignals,
  type Dispatch,
  type DispatchContext,
  type SeenProgress,
} from "#alerting";
import { listProgress } from "#event-store";

const EVERY_MS = 15_000;

/** Looks now and then whether traffic is missing, or the monitor is late. */
export class SignalWatch {
  private seen: SeenProgress = {};
  private dueAtMs = 0;

  isDue(nowMs: number): boolean {
    return nowMs >= this.dueAtMs;
  }

  /** What was taken is lost: to be looked at again. */
  forget(): void {
    this.dueAtMs = 0;
  }

  /** Brings the alerts to what holds now, where it is time to look. */
  async take(client: PoolClient, dispatch: Dispatch, context: DispatchContext): Promise<void> {
    const { nowMs, hash } = context;
    if (!this.isDue(nowMs)) return;
    this.dueAtMs = nowMs + EVERY_MS;
    const standing = [...dispatch.alerts.values()].some(
      ({ labels, endsAtMs }) => labels["alertname"]?.startsWith("monitor-") && endsAtMs === undefined,
    );
    const monitor = judgeMonitor(await listProgress(client), this.seen, standing, nowMs);
    takeSignals(dispatch, SIGNALS, signalsOf(dispatch.settings.traffic, monitor, nowMs, hash), context);
  }
}
