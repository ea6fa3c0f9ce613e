import { unreplayable, type DeadLetterSummary } from "#event-store";
import type { DeadLetterView } from "./dead-letter-schemas.ts";

const iso = (timeMs: number): string => new Date(timeMs).toISOString();

/** A dead letter as the API shows it. */
export const presentDeadLetter = (letter: DeadLetterSummary): DeadLetterView => ({
  id: letter.id,
  reason: letter.reason,
  message: letter.message,
  pointer: letter.pointer,
  integration: letter.key ?? undefined,
  topic: letter.topic,
  partition: letter.partition,
  offset: letter.offset,
  kept: letter.kept,
  recordedAt: iso(letter.recordedAtMs),
  replays: letter.replays,
  replayedAt: letter.replayedAtMs === undefined ? undefined : iso(letter.replayedAtMs),
  problem: unreplayable({ kept: letter.kept, keyless: letter.key === null }),
});
