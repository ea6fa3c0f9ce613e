import { printable } from "./printable.ts";

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
};
/** Half a surrogate pair, and the code points that no XML document may hold. */
const NO_CHARACTER = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]|[\ufffe\uffff]/g;

/** Text for an XML attribute or element, on one line: what XML cannot hold stands as `\u001b`. */
export const xmlText = (text: string): string =>
  printable(text)
    .replace(NO_CHARACTER, (unit) => `\\u${unit.charCodeAt(0).toString(16)}`)
    .replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);

/** A start tag's name and attributes; those without value are left out. */
export const xmlTag = (
  name: string,
  attributes: Readonly<Record<string, string | number | undefined>>,
): string =>
  Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .reduce((tag, [key, value]) => `${tag} ${key}="${xmlText(String(value))}"`, `<${name}`);
