import type { DraftBase } from "../draft-base.ts";

/** One attempt to deliver a message, in the making. */
export interface AttemptDraft extends DraftBase {
  kind: "attempt";
  endpoint: string;
  eventId: string;
  eventType: string;
  /** From 1. */
  attempt: number;
  request: { headers: Record<string, string>; bodyText: string };
  response?: { status: number; headers: Record<string, string> };
  failure?: "timeout" | "reset";
}
