import type { ExchangeDraft } from "./exchange/draft.ts";
import type { InteractionDraft } from "./sequence/interaction.ts";
import type { AttemptDraft } from "./webhook/attempt.ts";

/** One event in the making. */
export type Draft = ExchangeDraft | AttemptDraft | InteractionDraft;
