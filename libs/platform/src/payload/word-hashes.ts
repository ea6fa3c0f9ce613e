import { hkdfSync } from "node:crypto";
import { hmacSha256 } from "../hashing.ts";
import { foldWords } from "./fold-words.ts";
import { LruCache } from "./lru-cache.ts";

const WORDS_REMEMBERED = 20_000;
const DIGITS = 16;

/** Keyed hashes of a text's folded words, 64 bits each, under a key derived from a secret. */
export const createWordHashes = (secret: string): ((text: string) => bigint[]) => {
  const hmac = hmacSha256(Buffer.from(hkdfSync("sha256", secret, "", "clausewatch payload words", 32)));
  const known = new LruCache<bigint>(WORDS_REMEMBERED);
  const hashOf = (word: string): bigint => {
    const hash = known.get(word) ?? BigInt.asIntN(64, BigInt(`0x${hmac(word).slice(0, DIGITS)}`));
    known.set(word, hash);
    return hash;
  };
  return (text) => foldWords(text).map(hashOf);
};
