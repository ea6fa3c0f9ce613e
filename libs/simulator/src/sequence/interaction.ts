import type { DraftBase } from "../draft-base.ts";

/** One arrow of a trace, in the making. */
export interface InteractionDraft extends DraftBase {
  kind: "interaction";
  traceId: string;
  from: string;
  to: string;
  message: string;
  arrow: "sync" | "reply" | "async";
  failed: boolean;
}
