import { clausesOf } from "#spec";
import type { Specification } from "#spec";
import type { Exchange } from "#observation";
import type { ExchangeContext } from "../check.ts";
import { bodyWords, numberOf } from "../engine/body-fingerprint.ts";

/** What tells whether two requests are the same one; each member is undefined where it is absent or unknown. */
export interface AttemptIdentity {
  environment?: string;
  method: string;
  query: string;
  key?: string;
  requestId?: string;
  /** Fingerprint of the body, where `readBody` was asked for it. */
  body?: number;
  /** Whether it is known that there is no idempotency key. */
  keyless: boolean;
}

const KEY = /idempoten/i;
const REQUEST_ID = /request-?id$/i;
const USUAL_KEYS = ["idempotency-key", "x-idempotency-key"];

/** Reads what identifies a request. */
export type IdentityReader = (context: ExchangeContext) => AttemptIdentity;

const valueOf = ({ request: { headers } }: Exchange, names: readonly string[]): string | undefined => {
  for (const name of names) {
    const value = headers?.get(name)?.trim();
    if (value) return value;
  }
  return undefined;
};

/** Compiles the headers that carry keys and request ids. Without headers, no request is known to have no key. */
export const compileIdentity = (specification: Specification): IdentityReader => {
  const names = [
    ...clausesOf(specification, "request.header").map(({ parameters }) => parameters.name),
    ...clausesOf(specification, "idempotency.replay").map(({ parameters }) => parameters.header ?? ""),
  ].map((name) => name.toLowerCase());
  const keys = [...new Set([...names.filter((name) => KEY.test(name)), ...USUAL_KEYS])];
  const requestIds = [...new Set(names.filter((name) => REQUEST_ID.test(name)))];
  const documentsKeys = keys.length > USUAL_KEYS.length || names.some((name) => USUAL_KEYS.includes(name));
  return ({ exchange, environment }) => {
    const { method, url } = exchange;
    const key = valueOf(exchange, keys);
    const requestId = requestIds.length > 0 ? valueOf(exchange, requestIds) : undefined;
    const keyless = key === undefined && (exchange.request.headers !== undefined || !documentsKeys);
    return { environment, method, query: url.query, key, requestId, keyless, body: undefined };
  };
};

/** Adds the body's fingerprint: most requests are told apart without it. */
export const readBody = (identity: AttemptIdentity, { request: { body } }: Exchange): void => {
  const words = bodyWords(body);
  identity.body = words && numberOf(words);
};

/** Whether all but the body speaks for one being the other sent again, where client and path are the same. */
export const mayBeSame = (one: AttemptIdentity, other: AttemptIdentity): boolean =>
  one.method === other.method &&
  one.environment === other.environment &&
  one.query === other.query &&
  ((one.key !== undefined && one.key === other.key) ||
    (one.requestId !== undefined && one.requestId === other.requestId) ||
    (one.keyless && other.keyless));

/**
 * Whether one that may be the other sent again is: the same key, the same request id or, where neither has a key, the same body. A
 * request with another body is another request.
 */
export const isSameRequest = (one: AttemptIdentity, other: AttemptIdentity): boolean => {
  if (one.body !== undefined && other.body !== undefined && one.body !== other.body) return false;
  if (one.key !== undefined && one.key === other.key) return true;
  if (one.requestId !== undefined && one.requestId === other.requestId) return true;
  return one.keyless && other.keyless && one.body !== undefined && one.body === other.body;
};
