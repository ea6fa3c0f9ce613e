import { readPayload, type PayloadPart } from "#event-store";
import type { ConsoleOptions } from "../console-options.ts";
import type { AttemptPayload } from "./audit-schemas.ts";

/** One side's payload of an attempt; undefined where it is not kept, or was erased. */
export const openPayload = async (
  { pool, sealing }: Pick<ConsoleOptions, "pool" | "sealing">,
  attemptId: string,
  part: PayloadPart,
): Promise<AttemptPayload["request"]> => {
  const sealed = sealing && (await readPayload(pool, { eventId: attemptId, part }));
  return sealed && (await sealing.cipher.open(sealed));
};
