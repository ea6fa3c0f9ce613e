import { isCredentialName } from "./credential-names.ts";
import { isJwt } from "./fingerprints.ts";
import type { Redactor } from "./redactor.ts";

/** JSON has no infinity, and writing one as null would change its type. */
const finite = (value: number): number =>
  Number.isFinite(value) ? value : value > 0 ? Number.MAX_VALUE : -Number.MAX_VALUE;

const redactMembers = (value: object, redactor: Redactor, credential: boolean): unknown => {
  let changed = false;
  const members = Object.entries(value).map(([name, member]: [string, unknown]): [string, unknown] => {
    const redacted = redactJson(member, redactor, credential || isCredentialName(name));
    changed ||= redacted !== member;
    return [name, redacted];
  });
  return changed ? Object.fromEntries(members) : value;
};

/**
 * A JSON value with the credentials in it replaced, at any depth: strings below a member that is named like a
 * credential, and JSON Web Tokens anywhere. Types stay. The same value comes back where nothing is to be replaced.
 */
export const redactJson = (value: unknown, redactor: Redactor, credential = false): unknown => {
  if (typeof value === "string") return credential || isJwt(value) ? redactor.fingerprint(value) : value;
  if (typeof value === "number") return credential ? 0 : finite(value);
  if (typeof value !== "object" || value === null) return value;
  if (!Array.isArray(value)) return redactMembers(value, redactor, credential);
  const items = value as unknown[];
  const redacted = items.map((item) => redactJson(item, redactor, credential));
  return redacted.some((item, at) => item !== items[at]) ? redacted : items;
};
