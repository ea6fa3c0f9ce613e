import { formComponent } from "#observation";

/** Names (decoded) and values (as written) of a query string without its question mark, in order. */
export function* queryParameters(query: string): Generator<readonly [name: string, value: string]> {
  for (const part of query.split("&")) {
    if (part === "") continue;
    const equals = part.indexOf("=");
    if (equals < 0) yield [formComponent(part), ""];
    else yield [formComponent(part.slice(0, equals)), part.slice(equals + 1)];
  }
}

/** The value of a parameter, as written; undefined where it is absent. */
export const queryParameter = (query: string, name: string): string | undefined => {
  if (query === "") return undefined;
  for (const [found, value] of queryParameters(query)) if (found === name) return value;
  return undefined;
};
