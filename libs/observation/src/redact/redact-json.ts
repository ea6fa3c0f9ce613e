import { isCredentialName } from "./credential-names.ts";
import { isJwt } from "./fingerprints.ts";
import type { Redactor } from "./redactor.ts";

/** JSON has no infinity, and writing one as null would change its type. */
const finite = (value: number): number =>
  Number.isFinite(value) ? value : value > 0 ? Number.MAX_VALUE : -Number.MAX_VALUE;

/** What stands below a member that is named like a credential: its strings go, and a number that is the member's own. */
interface Within {
  strings: boolean;
  numbers: boolean;
}

const NOTHING: Within = { strings: false, numbers: false };
const CREDENTIAL: Within = { strings: true, numbers: true };
const BESIDE: Within = { strings: true, numbers: false };

const redactMembers = (value: object, redactor: Redactor, outer: Within): unknown => {
  let changed = false;
  const members = Object.entries(value).map(([name, member]: [string, unknown]): [string, unknown] => {
    const within = isCredentialName(name) ? CREDENTIAL : outer.strings ? BESIDE : NOTHING;
    const redacted = redactJson(member, redactor, within);
    changed ||= redacted !== member;
    return [name, redacted];
  });
  return changed ? Object.fromEntries(members) : value;
};

/**
 * A JSON value with the credentials in it replaced, at any depth: strings below a member that is named like a
 * credential, and JSON Web Tokens anywhere. Types stay. The same value comes back where nothing is to be replaced.
 */
export const redactJson = (value: unknown, redactor: Redactor, within = NOTHING): unknown => {
  if (typeof value === "string") return within.strings || isJwt(value) ? redactor.fingerprint(value) : value;
  if (typeof value === "number") return within.numbers ? 0 : finite(value);
  if (typeof value !== "object" || value === null) return value;
  if (!Array.isArray(value)) return redactMembers(value, redactor, within);
  const items = value as unknown[];
  const redacted = items.map((item) => redactJson(item, redactor, within));
  return redacted.some((item, at) => item !== items[at]) ? redacted : items;
};
