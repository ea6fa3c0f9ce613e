import { isCredentialName } from "#observation";
import type { Exchange } from "#observation";
import { tokenRequestMembers } from "../../engine/token-request.ts";

/** What differs from request to request, and names no other token. */
const PASSING = new Set(["code", "code_verifier", "redirect_uri", "client_assertion_type", "nonce", "state"]);
/** With these a client gets a token for itself, or for the user it names; with others, for somebody it does not name. */
const OWN_GRANTS = new Set<string | undefined>([undefined, "client_credentials", "password"]);
const LONGEST = 1_000;

/** What a token request asks for. */
export interface Wanted {
  /** Scope, audience and all else that makes it another token; the same text asks for the same token. */
  name: string;
  /** Whether the same request yields the same client's token again: only then one may have been kept. */
  repeatable: boolean;
}

const UNKNOWN: Wanted = { name: "", repeatable: false };

/** Reads what is asked for; without a captured body nobody knows. */
export const wantedBy = (exchange: Exchange): Wanted => {
  const members = tokenRequestMembers(exchange);
  if (!members) return UNKNOWN;
  const telling = [...members].filter(([name]) => !isCredentialName(name) && !PASSING.has(name)).sort();
  const name = JSON.stringify([exchange.url.query, ...telling]);
  return {
    name: name.slice(0, LONGEST),
    repeatable: name.length <= LONGEST && OWN_GRANTS.has(members.get("grant_type")),
  };
};
