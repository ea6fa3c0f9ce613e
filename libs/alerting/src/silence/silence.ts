/** Holds back every alert that its matchers match, from one time to another. Times are ISO 8601 in UTC. */
export interface Silence {
  id: string;
  /** At least one; all must match. */
  matchers: string[];
  from: string;
  to: string;
  by: string;
  comment: string;
}

/** What stands in the stream `silence-<id>`. */
export type SilenceEvent =
  | { type: "SilenceCreated"; silence: Silence }
  /** It ends when this is recorded, at `at`. */
  | { type: "SilenceExpired"; id: string; by: string; at: string };
