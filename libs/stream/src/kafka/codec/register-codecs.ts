import kafkajs from "kafkajs";
import { compressFrame, decompressFrame } from "lz4-napi";
import { compressSnappy, decompressSnappy } from "./snappy.ts";
import { compressZstd, decompressZstd } from "./zstd.ts";

interface Encoder {
  buffer: Buffer;
}

const codec =
  (compress: (bytes: Buffer) => Promise<Buffer>, decompress: (bytes: Buffer) => Promise<Buffer>) => () => ({
    compress: (encoder: Encoder) => compress(encoder.buffer),
    decompress,
  });

/** Teaches kafkajs, which knows gzip only, the other codecs: one unknown batch would otherwise end the consumer for good. */
export const registerCodecs = (): void => {
  const { CompressionCodecs, CompressionTypes } = kafkajs;
  Object.assign(CompressionCodecs, {
    [CompressionTypes.Snappy]: codec(compressSnappy, decompressSnappy),
    [CompressionTypes.LZ4]: codec((bytes) => compressFrame(bytes), decompressFrame),
    [CompressionTypes.ZSTD]: codec(compressZstd, decompressZstd),
  });
};
