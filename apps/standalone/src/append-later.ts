import type { OutgoingRecord, RecordProducer } from "#stream";

/** Appends by a producer that is opened at the first append; where that fails, the next append tries again. */
export const appendLater = (open: () => Promise<RecordProducer>) => {
  let opening: Promise<RecordProducer> | undefined;
  return async (records: readonly OutgoingRecord[]): Promise<void> => {
    opening ??= open();
    const producer = await opening.catch((error: unknown) => {
      opening = undefined;
      throw error;
    });
    await producer.append(records);
  };
};
