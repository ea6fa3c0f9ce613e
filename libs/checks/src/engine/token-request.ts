import type { Exchange } from "#observation";
import { bodyValue, isEmpty } from "./body-value.ts";

const FORM = /^[^\s=&<>{}"]+=/;
const NOTHING: ReadonlyMap<string, string> = new Map();

const wordOf = (value: unknown): string =>
  typeof value === "object" && value !== null ? JSON.stringify(value) : String(value);
const shown = (value: unknown): string =>
  Array.isArray(value) ? value.map(wordOf).join(" ") : wordOf(value);

/**
 * The members of a message that is a form or a JSON object, as text. Undefined where it was not captured, or is neither:
 * then nobody knows what it holds.
 */
export const membersOf = (body: Exchange["request"]["body"]): ReadonlyMap<string, string> | undefined => {
  if (isEmpty(body)) return NOTHING;
  const value = bodyValue(body);
  if (value === undefined) return undefined;
  if (typeof value === "object" && value !== null && !Array.isArray(value)) {
    return new Map(
      Object.entries(value)
        .filter(([, member]) => member !== null)
        .map(([name, member]) => [name, shown(member)]),
    );
  }
  return body.state === "text" && FORM.test(body.text) ? new Map(new URLSearchParams(body.text)) : undefined;
};

let lastExchange: Exchange | undefined;
let lastMembers: ReadonlyMap<string, string> | undefined;

/** What a token request holds. Several checks may ask for one request's members: they are read once. */
export const tokenRequestMembers = (exchange: Exchange): ReadonlyMap<string, string> | undefined => {
  if (exchange !== lastExchange) {
    lastMembers = membersOf(exchange.request.body);
    lastExchange = exchange;
  }
  return lastMembers;
};

/** The `client_id` that a token request names. */
export const requestedBy = (exchange: Exchange): string | undefined =>
  tokenRequestMembers(exchange)?.get("client_id") || undefined;
