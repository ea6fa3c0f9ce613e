import { createHmac, createHash } from "node:crypto";
import { hmacSha256, sha256Hex } from "./hashing.ts";

const texts = ["", "a", "Bearer sk_live_1", "ü€😀", "\ud800", "\u0000", "x".repeat(341), "€".repeat(5000)];

describe("hashing", () => {
  it.each(["", "key", "k".repeat(64), "k".repeat(65), "ключ"])(
    "agrees with createHmac under key %j",
    (key) => {
      const mac = hmacSha256(key);
      for (const text of [...texts, ...texts.slice().reverse()]) {
        expect(mac(text)).toBe(createHmac("sha256", key).update(text).digest("hex"));
      }
    },
  );

  it("agrees with createHash", () => {
    for (const text of texts) expect(sha256Hex(text)).toBe(createHash("sha256").update(text).digest("hex"));
    expect(sha256Hex(Buffer.from([0xff]))).toBe(
      createHash("sha256")
        .update(Buffer.from([0xff]))
        .digest("hex"),
    );
  });
});
