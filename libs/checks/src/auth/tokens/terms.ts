import { clausesOf } from "#spec";
import type { Citation, ClauseKind, ClauseOf, Specification } from "#spec";
import { compileTemplate } from "../credential-template.ts";

/** What a document says about tokens: the first clause of each kind that a check may enforce. */
export interface TokenTerms {
  block?: ClauseOf<"authentication">;
  endpoint?: ClauseOf<"authentication.token-endpoint">;
  contentTypes: readonly ClauseOf<"authentication.token-content-type">[];
  request: readonly ClauseOf<"authentication.token-request">[];
  response: readonly ClauseOf<"authentication.token-response">[];
  caching?: ClauseOf<"authentication.token-caching">;
  threshold?: ClauseOf<"authentication.refresh-threshold">;
  retries?: ClauseOf<"authentication.token-retries">;
  delay?: ClauseOf<"authentication.token-retry-delay">;
  separate: readonly ClauseOf<"environment.separate-credentials">[];
  /** What is cited for the age of a token; absent where credentials have none. */
  life?: ClauseOf<"authentication.token-response"> | ClauseOf<"authentication">;
  /** Whether a refresh token is documented, so that one may be traded in. */
  refreshes: boolean;
  /** Whether the header has the documented form; undefined where none is documented. */
  header?: { name: string; fits(value: string): boolean };
}

const AGEING = /\b(bearer|jwt|json web token|oauth|openid|oidc|tokens?)\b/i;

/** A clause's own severity, or `info` where the document contradicts it. */
export const severityOf = ({ contradictedBy }: { contradictedBy?: Citation }): "info" | undefined =>
  contradictedBy && "info";

/** Reads what a specification says about tokens. */
export const compileTerms = (specification: Specification): TokenTerms => {
  const all = <K extends ClauseKind>(kind: K): ClauseOf<K>[] =>
    clausesOf(specification, kind).filter((clause) => clause.reason === undefined);
  const [block] = all("authentication");
  const [endpoint] = all("authentication.token-endpoint");
  const [header] = all("authentication.usage-header");
  const response = all("authentication.token-response");
  const expiresIn = response.find(({ parameters }) => parameters.name === "expires_in");
  const ages = endpoint !== undefined || AGEING.test(block?.parameters.type ?? "");
  return {
    block,
    endpoint,
    contentTypes: all("authentication.token-content-type"),
    request: all("authentication.token-request"),
    response,
    caching: all("authentication.token-caching")[0],
    threshold: all("authentication.refresh-threshold")[0],
    retries: all("authentication.token-retries")[0],
    delay: all("authentication.token-retry-delay")[0],
    separate: all("environment.separate-credentials"),
    life: expiresIn ?? (ages ? block : undefined),
    refreshes: specification.clauses.some(
      ({ path, text }) => path.startsWith("authentication.") && text.includes("refresh_token"),
    ),
    header: header && {
      name: header.parameters.name.toLowerCase(),
      fits: compileTemplate(header.parameters.template),
    },
  };
};
