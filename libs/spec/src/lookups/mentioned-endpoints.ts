import type { Citation } from "../citation.ts";
import type { Clause } from "../clause.ts";
import type { Specification } from "../specification.ts";
import { clausesOf } from "../specification.ts";

/** A path, and its method where the text gives one (absent: any), with the statement that names it. */
export interface MentionedEndpoint {
  method?: string;
  path: string;
  clause: Citation;
}

const WORDS = /\b(GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS)\s+(\/[^\s"'`,;()?#]*)/g;

/** Every endpoint named in an endpoint block, the token URL, rate limits, scenarios and their steps, or sequences. */
export const mentionedEndpoints = (specification: Specification): MentionedEndpoint[] => {
  const bases = clausesOf(specification, "environment.base-url").map(
    ({ parameters }) => new URL(parameters.url),
  );
  return specification.clauses.flatMap((clause) =>
    namedBy(clause, bases).map(({ method, path }) => ({
      ...(method === undefined ? {} : { method }),
      path,
      clause,
    })),
  );
};

/** The endpoints that one clause names; the token URL below the base URL that serves it. */
export const namedBy = (clause: Clause, bases: readonly URL[]): { method?: string; path: string }[] => {
  switch (clause.kind) {
    case "endpoint":
      return [clause.parameters];
    case "rate-limit":
      return clause.parameters.endpoint ? [clause.parameters.endpoint] : [];
    case "scenario":
      return clause.parameters.endpoint ? [clause.parameters.endpoint] : [];
    case "authentication.token-endpoint": {
      const { method, url } = clause.parameters;
      return [{ method, path: withoutPrefix(new URL(url), bases) }];
    }
    case "sequence.arrow":
      return inText(clause.parameters.message);
    case "statement":
      if (clause.parameters.endpoint) return [clause.parameters.endpoint];
      if (clause.parameters.block === "test_scenarios") return inText(clause.text);
      return clause.path.startsWith("authentication.endpoints.") ? byUrl(clause.text, bases) : [];
    default:
      return [];
  }
};

const inText = (text: string): { method: string; path: string }[] =>
  [...text.matchAll(WORDS)].map((match) => ({ method: match[1] ?? "", path: match[2] ?? "" }));

/** Another endpoint of the authorization server, such as the one that revokes tokens. */
const byUrl = (text: string, bases: readonly URL[]): { path: string }[] => {
  const url = /https?:\/\/[^\s"'`]+/i.exec(text)?.[0];
  return url !== undefined && URL.canParse(url) ? [{ path: withoutPrefix(new URL(url), bases) }] : [];
};

/** The path below the base URL that serves it. */
const withoutPrefix = (url: URL, bases: readonly URL[]): string => {
  for (const base of bases) {
    const prefix = base.pathname.replace(/\/+$/, "");
    if (base.host === url.host && prefix !== "" && url.pathname.startsWith(`${prefix}/`)) {
      return url.pathname.slice(prefix.length);
    }
  }
  return url.pathname;
};
