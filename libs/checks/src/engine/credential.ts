import type { Exchange } from "#observation";
import { clausesOf } from "#spec";
import type { Specification } from "#spec";

/** Reads the fingerprint of the credential that an exchange carries where the document says. */
export type CredentialReader = (
  exchange: Exchange,
  fingerprint: (credential: string) => string,
) => string | undefined;

const FINGERPRINT = "hmac:";
const MAX_RECENT = 10_000;

const fingerprintIn = (value: string): string | undefined => {
  const at = value.indexOf(FINGERPRINT);
  return at < 0 ? undefined : value.slice(at).trimEnd();
};

/** `fingerprintIn`, which gives the same string for what came lately: one that is found again by its hash. */
const compileFingerprintIn = (): typeof fingerprintIn => {
  const recent = new Map<string, string>();
  return (value) => {
    const known = recent.get(value);
    if (known !== undefined) return known;
    const found = fingerprintIn(value);
    if (found === undefined) return undefined;
    if (recent.size >= MAX_RECENT) recent.clear();
    recent.set(value, found);
    return found;
  };
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
  const recentIn = compileFingerprintIn();

  return ({ request: { headers }, url }, fingerprint) => {
    for (const name of names) {
      const value = headers?.get(name);
      if (value === undefined) continue;
      const found = recentIn(value);
      if (found !== undefined) return found;
      if (documented.length > 0 && name !== "authorization" && value.trim()) return fingerprint(value.trim());
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
