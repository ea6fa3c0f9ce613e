import { maskMember } from "#observation";
import { isCredential } from "./credential.ts";
import { segmentsOf } from "./pointer.ts";

const MAX_TEXT = 200;
const MASK = "***";

const cut = (text: string): string => (text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT)}…` : text);

const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? "" : "s"}`;

/** A value for evidence: texts cut, objects and arrays only counted, what a credential's name holds masked. */
export const shownValue = (value: unknown, pointer: string): unknown => {
  if (value === null || typeof value === "boolean" || value === undefined) return value;
  if (isCredential(value) || segmentsOf(pointer).some((name) => maskMember(name, "shown") !== "shown"))
    return MASK;
  if (Array.isArray(value)) return `an array of ${count(value.length, "item")}`;
  if (typeof value === "object") return `an object of ${count(Object.keys(value).length, "member")}`;
  return typeof value === "string" ? cut(value) : value;
};

/** A value as a sentence shows it: texts in quotes. */
export const spokenValue = (value: unknown, pointer: string): string => {
  const shown = shownValue(value, pointer);
  return typeof value === "string" && shown !== MASK ? JSON.stringify(shown) : String(shown);
};
