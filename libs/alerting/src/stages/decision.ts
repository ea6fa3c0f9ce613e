/** The stages, in the order in which an alert passes them. */
export const STAGES = ["route", "group", "inhibit", "silence", "deduplicate", "notify"] as const;
export type Stage = (typeof STAGES)[number];

/** Why an alert is not told, by the stage that holds it back. */
export const REASONS = {
  route: ["no-route", "no-receiver", "unknown-receiver", "too-old", "too-many"],
  group: ["waiting"],
  inhibit: ["inhibited-by"],
  silence: ["silenced-by", "in-maintenance", "in-maintenance-window"],
  deduplicate: ["already-sent", "acknowledged", "resolved-before-told"],
  notify: ["superseded"],
} as const satisfies Record<Stage, readonly string[]>;

/** One of {@link REASONS}. */
export type Reason = (typeof REASONS)[Stage][number];

/** An alert is held back. */
export interface Hold {
  stage: Stage;
  reason: Reason;
  /** What holds it back: ids of silences, maintenance, or inhibiting alerts; clauses with their places; unknown receivers. */
  by?: readonly string[];
}
