import { CompressionCodecs, CompressionTypes } from "kafkajs";
import { registerCodecs } from "./register-codecs.ts";
import { decompressSnappy } from "./snappy.ts";
import { decompressZstd } from "./zstd.ts";

type Codec = () => {
  compress(encoder: { buffer: Buffer }): Promise<Buffer>;
  decompress(bytes: Buffer): Promise<Buffer>;
};

const text = Buffer.from("an order, a webhook, a limit; ".repeat(1000));

beforeAll(registerCodecs);

test.each([
  ["Snappy", CompressionTypes.Snappy],
  ["LZ4", CompressionTypes.LZ4],
  ["Zstandard", CompressionTypes.ZSTD],
])("%s gives back what it took", async (_, type) => {
  const codec = (CompressionCodecs as unknown as Record<number, Codec>)[type]!();
  const packed = await codec.compress({ buffer: text });
  expect(packed.length).toBeLessThan(text.length / 5);
  expect((await codec.decompress(packed)).equals(text)).toBe(true);
});

const words = Buffer.from("0568656c6c6f".replace("05", "0510"), "hex");
const framed = (...blocks: Buffer[]): Buffer =>
  Buffer.concat([
    Buffer.from("82534e4150505900" + "00000001" + "00000001", "hex"),
    ...blocks.flatMap((block) => {
      const length = Buffer.alloc(4);
      length.writeInt32BE(block.length);
      return [length, block];
    }),
  ]);

test("Snappy reads a bare block and snappy-java's framing of several", async () => {
  expect((await decompressSnappy(words)).toString()).toBe("hello");
  expect((await decompressSnappy(framed(words, words))).toString()).toBe("hellohello");
});

test("a Snappy block that claims more than there is is an error", async () => {
  await expect(decompressSnappy(framed(words).subarray(0, 22))).rejects.toThrow("longer than its batch");
});

test("Zstandard without a content size grows its room", async () => {
  // 6 MiB of zeros as a frame of raw run-length blocks, window 1 MiB, no content size.
  const blocks = Array.from({ length: 48 }, (_, index) => {
    const header = ((128 * 1024) << 3) | (1 << 1) | (index === 47 ? 1 : 0);
    return Buffer.from([header & 0xff, (header >> 8) & 0xff, (header >> 16) & 0xff, 0]);
  });
  const frame = Buffer.concat([Buffer.from("28b52ffd0050", "hex"), ...blocks]);
  const plain = await decompressZstd(frame);
  expect(plain.equals(Buffer.alloc(6 * 1024 * 1024))).toBe(true);
});

test("bytes that are no Zstandard frame are an error", async () => {
  await expect(decompressZstd(Buffer.from("no frame"))).rejects.toThrow();
});
