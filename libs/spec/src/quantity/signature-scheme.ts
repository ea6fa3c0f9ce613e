import type { SignatureScheme } from "../webhook-clause.ts";

/** What a phrase or an example says of a signature; what it leaves open is absent. */
export type StatedScheme = Partial<SignatureScheme>;

const STANDARD: SignatureScheme = {
  prefix: "v1,",
  encoding: "base64",
  hash: "sha256",
  signed: "id.timestamp.body",
};
const TIMED: SignatureScheme = { prefix: "v1=", encoding: "hex", hash: "sha256", signed: "timestamp.body" };

const FOREIGN =
  /\b(rsa\w*|ecdsa|ed25519|eddsa|jw[st]|asymmetric|public[ -]key|aws4|md5|crc32|sha-?(?:224|384)|sha-?3|blake\w*)\b|-(?:md5|sha-?(?:224|384))\b|\bv0=/i;
const COMPOSED = /\b(canonical|nonce|url|uri|request path|http method|sorted|concatenat\w*)\b/i;
const HASH = /sha[-_ ]?(1|256|512)(?!\d)/gi;
const PREFIX = /\bsha(?:1|256|512)=/i;

const JOINED = String.raw`[}"'\`\s]*(?:\+\s*["'\`]\.["'\`]\s*\+|\.)[{$"'\`\s]*`;
const BODY = String.raw`(?:the )?(?:raw[ _]?)?(?:request[ _]?)?(?:body|payload|content)`;
const TIME = String.raw`(?:webhook[-_ ]?)?(?:timestamp|unix_?time|ts|t)`;
const ID = String.raw`(?:webhook|event|msg|message|delivery)?[-_ ]?id`;
const TIMED_CONTENT = new RegExp(String.raw`\b${TIME}${JOINED}${BODY}`, "i");
const NAMED_CONTENT = new RegExp(String.raw`\b${ID}${JOINED}${TIME}${JOINED}${BODY}`, "i");

const signedContent = (text: string): SignatureScheme["signed"] | undefined => {
  if (NAMED_CONTENT.test(text)) return "id.timestamp.body";
  return TIMED_CONTENT.test(text) ? "timestamp.body" : undefined;
};

const encodingOf = (text: string): SignatureScheme["encoding"] => {
  const hex = /\bhex|hexdigest|<hex/i.test(text);
  const base64 = /base-?64/i.test(text);
  return hex === base64 ? undefined : hex ? "hex" : "base64";
};

const stated = (scheme: StatedScheme): StatedScheme =>
  Object.fromEntries(Object.entries(scheme).filter(([, value]) => value !== undefined));

const hashesOf = (text: string): string[] => [
  ...new Set([...text.matchAll(HASH)].map((match) => `sha${match[1]}`)),
];

/**
 * Reads what a phrase says of a signature: "HMAC-SHA256", "HMAC SHA-512, base64", "sha256=<hex>", "Standard Webhooks",
 * "t=<timestamp>,v1=<hex>". `signed: "unknown"`: a way to sign that is none of the known ones.
 */
export const signatureScheme = (phrase: string): StatedScheme => {
  if (/standard webhooks|\bsvix\b|\bv1,/i.test(phrase)) return STANDARD;
  if (FOREIGN.test(phrase)) return { signed: "unknown" };
  if (/\bt=.*\bv1=/i.test(phrase)) return TIMED;
  const prefix = PREFIX.exec(phrase)?.[0].toLowerCase();
  const signed = signedContent(phrase);
  const spoken = /\bhmac/i.test(phrase) || prefix !== undefined;
  const leftOver = signed === undefined && (/\btimestamp\b/i.test(phrase) || COMPOSED.test(phrase));
  if (!spoken || leftOver) return { signed: "unknown" };
  const [hash, another] = hashesOf(phrase);
  const encoding = encodingOf(phrase) ?? (prefix ? "hex" : undefined);
  return stated({
    prefix,
    encoding,
    hash: another === undefined ? (hash as SignatureScheme["hash"]) : undefined,
    signed,
  });
};

/** What code that verifies a signature shows of it, where it shows one thing only. */
export const schemeOfCode = (code: string): StatedScheme => {
  const prefixes = [...new Set([...code.matchAll(/\bsha(?:1|256|512)=/g)].map((match) => match[0]))];
  const [hash, another] = hashesOf(code);
  return stated({
    prefix: prefixes.length === 1 ? prefixes[0] : undefined,
    encoding: encodingOf(code),
    hash: another === undefined ? (hash as SignatureScheme["hash"]) : undefined,
    signed: signedContent(code),
  });
};
