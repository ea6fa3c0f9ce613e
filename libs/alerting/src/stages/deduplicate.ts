import { rankOf } from "../severity.ts";

/** What a receiver was last told about a group. */
export interface Told {
  /** Severities by the ids of the alerts that it was told are firing. */
  firing: ReadonlyMap<string, string>;
  atMs: number | undefined;
}

/** Why a notification is due. */
export type Cause = "new" | "escalated" | "resolved" | "repeated";

/** Whether an alert stands as the receiver was told: firing, and no less grave. */
export const isTold = (told: Told, { id, severity }: { id: string; severity: string }): boolean =>
  rankOf(told.firing.get(id)) >= rankOf(severity);

/** Stage 5: what makes a notification due; undefined where all of it was sent already. */
export const deduplicate = (
  told: Told,
  firing: readonly { id: string; severity: string }[],
  resolved: readonly string[],
  repeatMs: number,
  nowMs: number,
): Cause | undefined => {
  const news = firing.filter((alert) => !isTold(told, alert));
  if (news.some(({ id }) => !told.firing.has(id))) return "new";
  if (news.length > 0) return "escalated";
  if (resolved.length > 0) return "resolved";
  const isDue = told.atMs === undefined || nowMs - told.atMs >= repeatMs;
  return firing.length > 0 && isDue ? "repeated" : undefined;
};
