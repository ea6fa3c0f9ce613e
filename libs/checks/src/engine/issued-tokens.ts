import type { Exchange } from "#observation";
import { bodyValue } from "./body-value.ts";
import { dropOldest } from "./drop-oldest.ts";
import { requestedBy } from "./token-request.ts";

/** A token that was seen issued; plain data. */
export interface IssuedToken {
  /** As headers show it. */
  credential: string;
  /** Who asked for it. */
  client?: string;
  /** The `client_id` of the request, where the event calls its client otherwise. */
  requestedBy?: string;
  /** Where it was asked for. */
  environment?: string;
  /** The source whose clock tells when it was issued; absent where several told. */
  source?: string;
  /** Start and end of the exchange that returned it: it was issued between. */
  fromMs: number;
  toMs: number;
  /** Before this it surely holds, and after `expiredAfterMs` surely not; absent where nobody says how long it lives. */
  validUntilMs?: number;
  expiredAfterMs?: number;
  forgottenAtMs: number;
  /** Where it was last accepted. */
  acceptedIn?: string;
  /** Its rejection was told, and it was not accepted since. */
  rejected?: boolean;
}

/** Tokens by their fingerprint, the latest issue last, and when to look for those that are to be forgotten. */
export interface IssuedTokens {
  tokens: Map<string, IssuedToken>;
  forgetAtMs: number;
}

const MAX_TOKENS = 100_000;
const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
/** A token is remembered this long past its end, for calls that still carry it. */
const GRACE_MS = 24 * HOUR_MS;
/** The issuer of a JSON Web Token writes its `exp` by a clock of its own. */
const SKEW_MS = 60_000;
/** `hmac:` and 12 digits: a longer fingerprint says more. */
const BARE_LENGTH = 17;
const EXPIRY = ".exp-";

const memberOf = (value: unknown, name: string): unknown =>
  typeof value === "object" && value !== null && Object.hasOwn(value, name)
    ? (value as Record<string, unknown>)[name]
    : undefined;

/** When a JSON Web Token's own `exp` has surely passed; undefined for other credentials. */
export const jwtExpiredAfter = (credential: string): number | undefined => {
  if (credential.length <= BARE_LENGTH) return undefined;
  const at = credential.indexOf(EXPIRY);
  if (at < 0) return undefined;
  const seconds = Number(credential.slice(at + EXPIRY.length));
  return seconds > 0 ? seconds * 1000 + SKEW_MS : undefined;
};

/** The end of an exchange; one that tells no duration ended, at the latest known, when it was logged. */
export const endOf = ({ timeMs, durationMs }: Exchange, clockMs: number): number =>
  durationMs === undefined ? Math.max(timeMs, clockMs) : timeMs + durationMs;

/** Looks once a minute: a map is slow to find its first entry behind many that have gone. */
const forget = (issued: IssuedTokens, clockMs: number): void => {
  const { tokens } = issued;
  if (tokens.size > MAX_TOKENS) dropOldest(tokens);
  if (clockMs < issued.forgetAtMs) return;
  issued.forgetAtMs = clockMs + MINUTE_MS;
  for (const [credential, { forgottenAtMs }] of tokens) {
    if (forgottenAtMs > clockMs) return;
    tokens.delete(credential);
  }
};

/** The life that an answer tells its token, in milliseconds. */
const lifeOf = (answer: unknown): number | undefined => {
  const stated = memberOf(answer, "expires_in");
  const seconds = typeof stated === "string" || typeof stated === "number" ? Number(stated) : NaN;
  return seconds > 0 && seconds < 1e10 ? seconds * 1000 : undefined;
};

/** Learns from a token exchange who received which token, and until when it holds: by `expires_in` and its own `exp`. */
export const learnToken = (
  issued: IssuedTokens,
  exchange: Exchange,
  { client, environment }: { client: string | undefined; environment: string | undefined },
  clockMs: number,
): IssuedToken | undefined => {
  const { response, timeMs } = exchange;
  if (!response || response.status < 200 || response.status > 299) return undefined;
  const answer = bodyValue(response.body);
  const credential = memberOf(answer, "access_token");
  if (typeof credential !== "string" || credential === "") return undefined;
  const toMs = endOf(exchange, clockMs);
  const lifeMs = lifeOf(answer);
  const own = jwtExpiredAfter(credential);
  const { tokens } = issued;
  const known = tokens.get(credential);
  const ends = [
    ...(lifeMs === undefined ? [] : [timeMs + lifeMs]),
    ...(own === undefined ? [] : [own - 2 * SKEW_MS]),
    ...(known?.validUntilMs === undefined ? [] : [known.validUntilMs]),
  ];
  const latest = [
    ...(lifeMs === undefined ? [] : [toMs + lifeMs]),
    ...(own === undefined ? [] : [own]),
    ...(known?.expiredAfterMs === undefined ? [] : [known.expiredAfterMs]),
  ];
  const token: IssuedToken = {
    ...known,
    credential,
    client: known?.client ?? client,
    requestedBy: known?.requestedBy ?? requestedBy(exchange),
    environment: known ? known.environment : environment,
    source: known && known.source !== exchange.source ? undefined : exchange.source,
    fromMs: Math.min(known?.fromMs ?? timeMs, timeMs),
    toMs: Math.max(known?.toMs ?? toMs, toMs),
    validUntilMs: ends.length > 0 ? Math.min(...ends) : undefined,
    expiredAfterMs: latest.length > 0 ? Math.max(...latest) : undefined,
    forgottenAtMs: (latest.length > 0 ? Math.max(...latest) : timeMs + HOUR_MS) + GRACE_MS,
  };
  tokens.delete(credential);
  tokens.set(credential, token);
  forget(issued, clockMs);
  return token;
};
