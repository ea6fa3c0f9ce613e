import { isSecretName } from "./credential-names.ts";

const MASK = "***";

/**
 * A body member's value as evidence may show it: `***` where it or a member within it is named like a credential or a
 * personal secret (a password, a card number). Null and truth values are shown.
 */
export const maskMember = (name: string, value: unknown): unknown => {
  if (value === null || (typeof value !== "object" && typeof value !== "string" && typeof value !== "number"))
    return value;
  if (isSecretName(name)) return MASK;
  if (typeof value !== "object") return value;
  if (Array.isArray(value)) return value.map((item) => maskMember("", item));
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, maskMember(key, member)]));
};
