import type { Exchange } from "#observation";
import { clausesOf } from "#spec";
import type { Specification } from "#spec";

/** Reads the fingerprint of the credential that an exchange carries where the document says. */
export type CredentialReader = (
  exchange: Exchange,
  fingerprint: (credential: string) => string,
) => string | undefined;

const FINGERPRINT = "hmac:";

const fingerprintIn = (value: string): string | undefined => {
  const at = value.indexOf(FINGERPRINT);
  return at < 0 ? undefined : value.slice(at).trimEnd();
};

/** Compiles the places where the specification's credentials travel; without one, the header `Authorization`. */
export const compileCredentialReader = (specification: Specification): CredentialReader => {
  const documented = clausesOf(specification, "authentication.usage-header").map(({ parameters }) =>
    parameters.name.toLowerCase(),
  );
  const names = documented.length > 0 ? documented : ["authorization"];
  const parameters = clausesOf(specification, "authentication.usage-query").map(
    (clause) => clause.parameters.name,
  );

  return ({ request: { headers }, url }, fingerprint) => {
    for (const name of names) {
      const found = headers?.credential(name);
      if (found !== undefined) return found;
      if (documented.length === 0 || name === "authorization") continue;
      const value = headers?.get(name)?.trim();
      if (value) return fingerprint(value);
    }
    if (url.query === "" || parameters.length === 0) return undefined;
    const form = new URLSearchParams(url.query);
    for (const name of parameters) {
      const found = fingerprintIn(form.get(name) ?? "");
      if (found !== undefined) return found;
    }
    return undefined;
  };
};
