/** How a header's value is redacted; `none`: not at all. */
export type CredentialKind = "none" | "authorization" | "key" | "cookie" | "set-cookie" | "signature";

/** A header name met before. */
export interface HeaderName {
  readonly lower: string;
  readonly kind: CredentialKind;
}

const KINDS: Readonly<Record<string, CredentialKind>> = {
  authorization: "authorization",
  "proxy-authorization": "authorization",
  "x-authorization": "authorization",
  "x-original-authorization": "authorization",
  "x-forwarded-authorization": "authorization",
  "x-amz-security-token": "key",
  cookie: "cookie",
  cookie2: "cookie",
  "set-cookie": "set-cookie",
  "set-cookie2": "set-cookie",
};

const SECRET_WORDS = new Set(
  "token secret password passwd pwd apikey credential credentials jwt assertion accesstoken authtoken".split(
    " ",
  ),
);
/** A token after one of these is a cursor or a name, and no credential. */
const HARMLESS_BEFORE_TOKEN = new Set(
  "page next previous continuation sync cursor skip pagination resume idempotency request".split(" "),
);
/** A key after one of these opens something. */
const SECRET_BEFORE_KEY = new Set(
  "api app access auth subscription functions secret private client account master admin partner service session license x".split(
    " ",
  ),
);

/** `hmac` alone is what a fingerprint begins with, and no header. */
const kindOf = (lower: string): CredentialKind => {
  const known = Object.hasOwn(KINDS, lower) ? KINDS[lower] : undefined;
  if (known) return known;
  const words = lower.split(/[-_.]/);
  const last = words.at(-1) ?? "";
  const before = words.at(-2) ?? "";
  if (
    last === "signature" ||
    last === "sig" ||
    /^signature-?\d+$/.test(lower) ||
    /-signature-\d+$/.test(lower) ||
    (words.length > 1 && words.includes("hmac")) ||
    (before === "signature" && /^(sha\d+|v\d)$/.test(last))
  )
    return "signature";
  if (last === "token" && HARMLESS_BEFORE_TOKEN.has(before)) return "none";
  if (last === "key") return SECRET_BEFORE_KEY.has(before) || words.length === 1 ? "key" : "none";
  return SECRET_WORDS.has(last) ? "key" : "none";
};

const MAX_NAMES = 4_096;
const names = new Map<string, HeaderName>();

/** What is known of a header name as written; names are forgotten when they have become too many. */
export const internHeaderName = (raw: string): HeaderName => {
  const known = names.get(raw);
  if (known) return known;
  if (names.size > MAX_NAMES) names.clear();
  const lower = raw.toLowerCase();
  const entry = names.get(lower) ?? { lower, kind: kindOf(lower) };
  names.set(lower, entry);
  names.set(raw, entry);
  return entry;
};
