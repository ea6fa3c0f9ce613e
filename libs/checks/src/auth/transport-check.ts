import { clausesOf } from "#spec";
import type { ClauseOf, Specification } from "#spec";
import type { Headers } from "#observation";
import type { Check } from "../check.ts";
import { breach } from "../engine/finding.ts";
import { INSECURE_TRANSPORT } from "./rules.ts";

const FORWARDED_HTTPS = /(?:^|[;,])\s*proto\s*=\s*"?https"?\s*(?:$|[;,])/i;
const HTTPS_LISTED = /(?:^|,)\s*https\s*(?:$|,)/i;

/** Whether a proxy says that the request came to it over https. */
export const saysHttps = (headers: Headers): boolean => {
  const proto = headers.get("x-forwarded-proto");
  if (proto !== undefined && HTTPS_LISTED.test(proto)) return true;
  const forwarded = headers.get("forwarded");
  return forwarded !== undefined && FORWARDED_HTTPS.test(forwarded);
};

/** Base URLs that the specification itself gives with http: their hosts, and their environments. */
const plainBases = (specification: Specification) => {
  const bases = clausesOf(specification, "environment.base-url")
    .map(({ parameters }) => parameters)
    .filter(({ url }) => /^http:/i.test(url) && URL.canParse(url));
  return {
    hosts: new Set(bases.map(({ url }) => new URL(url).host)),
    environments: new Set(bases.map(({ environment }) => environment)),
  };
};

/**
 * `auth.insecure-transport`. Without captured headers nobody knows what a proxy said, which mutes it; so does a base
 * URL that the specification itself gives with http.
 */
export const transportCheck = (
  clause: ClauseOf<"authentication.https">,
  specification: Specification,
): Check<null> => {
  const excused = plainBases(specification);
  return {
    key: `auth.insecure-transport|${clause.path}`,
    initialState: () => null,
    exchange(_, context, report) {
      const { url, request } = context.exchange;
      if (url.scheme !== "http" || !request.headers) return;
      if (saysHttps(request.headers) || excused.hosts.has(url.host)) return;
      if (excused.environments.has(context.environment ?? "")) return;
      report(
        breach(context, {
          rule: INSECURE_TRANSPORT,
          clause,
          severity: clause.contradictedBy && "info",
          message: `${context.label} was called over http; the specification asks for HTTPS`,
          evidence: { expected: "https", actual: "http", host: url.host },
        }),
      );
    },
  };
};
