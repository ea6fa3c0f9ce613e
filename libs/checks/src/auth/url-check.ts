import { clausesOf } from "#spec";
import type { ClauseOf, Specification } from "#spec";
import type { Check } from "../check.ts";
import { queryParameters } from "./query-parameters.ts";
import { breach } from "../engine/finding.ts";
import { CREDENTIAL_IN_URL } from "./rules.ts";

const CREDENTIALS = new Set(["access_token", "token", "api_key", "apikey", "client_secret", "password"]);
const FINGERPRINT = "hmac:";
/** Shorter values are words that a credential may happen to equal. */
const SHORTEST = 8;
const MAX_KNOWN = 100_000;
const DAY_MS = 86_400_000;

/** Credential headers as seen (fingerprints): those of this day and of the one before. */
interface KnownCredentials {
  endsAtMs: number;
  recent: Set<string>;
  older: Set<string>;
}

const forgetOld = (known: KnownCredentials, clockMs: number): void => {
  if (clockMs < known.endsAtMs) return;
  known.older = clockMs < known.endsAtMs + DAY_MS ? known.recent : new Set();
  known.recent = new Set();
  known.endsAtMs = clockMs - (clockMs % DAY_MS) + DAY_MS;
};

const documentedKeys = (specification: Specification): ReadonlySet<string> => {
  const keys = clausesOf(specification, "authentication.usage-query").map((clause) => clause.parameters.name);
  for (const { parameters } of clausesOf(specification, "endpoint")) {
    const question = parameters.path.indexOf("?");
    if (question < 0) continue;
    for (const [name] of queryParameters(parameters.path.slice(question + 1))) keys.push(name);
  }
  return new Set(keys);
};

/** `auth.credential-in-url`: by the parameter's name, or because its value was seen as a credential. */
export const urlCheck = (
  clause: ClauseOf<"authentication">,
  specification: Specification,
): Check<KnownCredentials> => {
  const documented = documentedKeys(specification);
  const carriers = clausesOf(specification, "authentication.usage-header").map(({ parameters }) => ({
    header: parameters.name.toLowerCase(),
    scheme: /^([^\s{<]+)\s/.exec(parameters.template.trim())?.[1],
  }));
  const isKnown = ({ recent, older }: KnownCredentials, value: string): boolean =>
    carriers.some(({ scheme }) => {
      const header = scheme === undefined ? value : `${scheme} ${value}`;
      return recent.has(header) || older.has(header);
    });

  return {
    key: "auth.credential-in-url",
    initialState: () => ({ endsAtMs: 0, recent: new Set(), older: new Set() }),
    exchange(known, context, report) {
      const { url, request } = context.exchange;
      forgetOld(known, context.clockMs);
      for (const { header } of carriers) {
        const value = request.headers?.get(header);
        if (value?.includes(FINGERPRINT) && known.recent.size < MAX_KNOWN) known.recent.add(value);
      }
      if (url.query === "") return;
      for (const [name, value] of queryParameters(url.query)) {
        if (value === "" || documented.has(name)) continue;
        const named = CREDENTIALS.has(name.toLowerCase());
        const isSecret = named || (value.length >= SHORTEST && isKnown(known, context.fingerprint(value)));
        if (!isSecret) continue;
        report(
          breach(context, {
            rule: CREDENTIAL_IN_URL,
            clause,
            severity: clause.contradictedBy && "info",
            subject: name,
            message: `${context.label} was called with a credential in the query parameter "${name}"`,
            evidence: { expected: "no credential in the URL", actual: `query parameter ${name}` },
          }),
        );
        return;
      }
    },
  };
};
