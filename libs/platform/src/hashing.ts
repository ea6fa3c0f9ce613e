import crypto from "node:crypto";

const BLOCK = 64;

const digest = (data: string | Uint8Array, encoding: "hex" | "binary"): string =>
  typeof crypto.hash === "function"
    ? crypto.hash("sha256", data, encoding)
    : crypto.createHash("sha256").update(data).digest(encoding);

/** SHA-256 of a text's UTF-8 bytes, or of bytes, in hex. */
export const sha256Hex = (data: string | Uint8Array): string => digest(data, "hex");

/** HMAC of bytes under a key, with one of the hashes that webhooks are signed with. */
export const hmacBytes = (
  hash: "sha1" | "sha256" | "sha512",
  key: Uint8Array,
  message: Uint8Array,
): Uint8Array => crypto.createHmac(hash, key).update(message).digest();

/** HMAC-SHA-256 under a key, in hex: two one-shot hashes over pads built once, as the hot path needs it. */
export const hmacSha256 = (key: string | Uint8Array): ((text: string) => string) => {
  const bytes = Buffer.from(key);
  const block = Buffer.alloc(BLOCK);
  (bytes.length > BLOCK ? crypto.createHash("sha256").update(bytes).digest() : bytes).copy(block);
  const outer = Buffer.alloc(BLOCK + 32);
  block.forEach((byte, index) => {
    outer[index] = byte ^ 0x5c;
    block[index] = byte ^ 0x36;
  });
  let inner = Buffer.alloc(1024);
  block.copy(inner);
  return (text) => {
    const needed = BLOCK + text.length * 3;
    if (inner.length < needed) {
      inner = Buffer.alloc(needed * 2);
      block.copy(inner);
    }
    const length = inner.write(text, BLOCK, "utf8");
    outer.write(digest(inner.subarray(0, BLOCK + length), "binary"), BLOCK, "binary");
    return digest(outer, "hex");
  };
};
