import { compress, decompress, init } from "@bokuweb/zstd-wasm";

const FIRST_GUESS_BYTES = 4 * 1024 * 1024;
const LARGEST_BATCH_BYTES = 64 * 1024 * 1024;

let ready: Promise<void> | undefined;

/** Decompresses one Zstandard frame. Java clients do not write its content size, so the room for it is found by trying. */
export const decompressZstd = async (bytes: Buffer): Promise<Buffer> => {
  await (ready ??= init());
  for (let room = FIRST_GUESS_BYTES; ; room *= 4) {
    try {
      return Buffer.from(decompress(bytes, { defaultHeapSize: room }));
    } catch (error) {
      if (room >= LARGEST_BATCH_BYTES) throw error;
    }
  }
};

/** One Zstandard frame at the level Kafka's own clients use. */
export const compressZstd = async (bytes: Buffer): Promise<Buffer> => {
  await (ready ??= init());
  return Buffer.from(compress(bytes, 3));
};
