import { compress, uncompress } from "snappy";

/** snappy-java's stream framing, which Java clients write: magic, two versions, then length-prefixed blocks. */
const MAGIC = Buffer.from([0x82, 0x53, 0x4e, 0x41, 0x50, 0x50, 0x59, 0x00]);
const HEADER_BYTES = 16;

const block = async (bytes: Buffer): Promise<Buffer> =>
  (await uncompress(bytes, { asBuffer: true })) as Buffer;

/** Decompresses what Java clients (framed) and librdkafka (one bare block) write. */
export const decompressSnappy = async (bytes: Buffer): Promise<Buffer> => {
  if (!bytes.subarray(0, MAGIC.length).equals(MAGIC)) return block(bytes);
  const blocks: Buffer[] = [];
  for (let at = HEADER_BYTES; at < bytes.length;) {
    const length = bytes.readInt32BE(at);
    if (length < 0 || at + 4 + length > bytes.length)
      throw new Error("A Snappy block is longer than its batch.");
    blocks.push(await block(bytes.subarray(at + 4, at + 4 + length)));
    at += 4 + length;
  }
  return Buffer.concat(blocks);
};

/** One bare block, which every Kafka client reads. */
export const compressSnappy = (bytes: Buffer): Promise<Buffer> => compress(bytes);
