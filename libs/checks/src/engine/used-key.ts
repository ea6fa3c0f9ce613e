import type { ExchangeContext } from "../check.ts";
import { textsWords } from "./text-fingerprint.ts";

let lastContext: ExchangeContext | undefined;
let lastKey = "";
const lastWords = new Uint32Array(4);

/**
 * 128 bits of an idempotency key together with who uses it for which request, valid until the next call. Several checks
 * may ask for one key: it is hashed once.
 */
export const usedKeyWords = (context: ExchangeContext, key: string): Readonly<Uint32Array> => {
  if (context === lastContext && key === lastKey) return lastWords;
  const { exchange, environment = "", client = "", path } = context;
  const { method, url } = exchange;
  lastWords.set(textsWords([environment, client, method, path, url.query, key]));
  lastContext = context;
  lastKey = key;
  return lastWords;
};
