import { formComponent } from "../url/form-component.ts";
import { isCredentialParameter } from "./credential-names.ts";
import { isFingerprint, isJwt } from "./fingerprints.ts";

/** A query string or form body with credentials replaced; names, order and everything else stay. */
export const redactQuery = (
  query: string,
  fingerprint: (credential: string) => string,
  isKnown: (value: string) => boolean = () => false,
): string => {
  if (query === "") return query;
  let redacted = "";
  let copied = 0;
  for (let start = 0; start < query.length;) {
    const ampersand = query.indexOf("&", start);
    const end = ampersand === -1 ? query.length : ampersand;
    const equals = query.indexOf("=", start);
    if (equals !== -1 && equals + 1 < end) {
      const value = query.slice(equals + 1, end);
      const credential = formComponent(value);
      if (
        isCredentialParameter(formComponent(query.slice(start, equals))) ||
        isJwt(value) ||
        isKnown(credential)
      ) {
        redacted += query.slice(copied, equals + 1);
        redacted += isFingerprint(credential) ? credential : fingerprint(credential);
        copied = end;
      }
    }
    start = end + 1;
  }
  return copied === 0 ? query : redacted + query.slice(copied);
};
