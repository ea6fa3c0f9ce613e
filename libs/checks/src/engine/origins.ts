import { splitUrl } from "#observation";
import type { SplitUrl } from "#observation";
import { clausesOf } from "#spec";
import type { Specification } from "#spec";
import { isBelow } from "./path.ts";

/** A documented base URL. */
interface Base {
  /** Absent where several environments share the base URL. */
  environment: string | undefined;
  host: string;
  /** Empty for the root. */
  prefix: string;
}

/** The specification's origins: its base URLs and its token endpoint. */
export interface Origins {
  /** Environments that have a base URL, in document order. */
  environments: readonly string[];
  owns(url: SplitUrl): boolean;
  /** Whether the URL is a token endpoint's, on its own origin or on that of a base URL. */
  isToken(url: SplitUrl): boolean;
  /**
   * The base URL that a URL lies under, preferring those of the environment that the event names. A relative URL, or a
   * host that is none of theirs, tells no environment, but may well begin with one of their prefixes.
   */
  base(url: SplitUrl, named: string | undefined): Base | undefined;
}

const splitDocumented = (text: string): SplitUrl | undefined => {
  const url = splitUrl(text.trim());
  return url && url.host !== "" ? url : undefined;
};

const readBases = (specification: Specification): Base[] =>
  clausesOf(specification, "environment.base-url").flatMap(({ parameters }) => {
    const url = splitDocumented(parameters.url);
    if (!url) return [];
    const prefix = url.path === "/" ? "" : url.path;
    return [{ environment: parameters.environment, host: url.host, prefix }];
  });

interface Host {
  /** The longest prefix first. */
  bases: Base[];
  /** Told by the host alone, for paths under none of its base URLs. */
  whole: Base;
}

/** The only environment of these bases; undefined where they are of several. */
const soleEnvironment = (bases: readonly Base[]): string | undefined => {
  const first = bases[0]?.environment;
  return bases.every((base) => base.environment === first) ? first : undefined;
};

const mergeShared = (bases: readonly Base[]): Base[] => {
  const prefixes = new Set(bases.map((base) => base.prefix));
  const merged = Array.from(prefixes, (prefix) => {
    const same = bases.filter((base) => base.prefix === prefix);
    return { environment: soleEnvironment(same), host: same[0]!.host, prefix };
  });
  return merged.sort((a, b) => b.prefix.length - a.prefix.length);
};

const groupByHost = (bases: readonly Base[]): Map<string, Host> => {
  const hosts = new Map<string, Host>();
  for (const host of new Set(bases.map((base) => base.host))) {
    const same = bases.filter((base) => base.host === host);
    const whole = { environment: soleEnvironment(same), host, prefix: "" };
    hosts.set(host, { bases: mergeShared(same), whole });
  }
  return hosts;
};

/** Compiles base URLs and the token URL; origins compare by host and port. */
export const compileOrigins = (specification: Specification): Origins => {
  const bases = readBases(specification);
  const hosts = groupByHost(bases);
  const tokens = clausesOf(specification, "authentication.token-endpoint").flatMap(
    ({ parameters }) => splitDocumented(parameters.url) ?? [],
  );
  const tokenHosts = new Set(tokens.map((token) => token.host));
  const tokenPaths = [...new Set(tokens.map((token) => token.path))];
  const owns = ({ host }: SplitUrl): boolean => hosts.has(host) || tokenHosts.has(host);
  const prefixes = mergeShared(bases)
    .filter(({ prefix }) => prefix !== "")
    .map((base) => ({ ...base, environment: undefined }));
  const environments = [...new Set(bases.map((base) => base.environment!))];
  const firstUnder = (candidates: readonly Base[], { path }: SplitUrl): Base | undefined => {
    for (const base of candidates) if (base.prefix === "" || isBelow(path, base.prefix)) return base;
    return undefined;
  };

  return {
    environments,
    owns,
    isToken: (url) => tokenPaths.includes(url.path) && owns(url),
    base(url, named) {
      const host = hosts.get(url.host);
      if (host) return firstUnder(host.bases, url) ?? host.whole;
      if (named === undefined) return firstUnder(prefixes, url);
      return firstUnder(
        bases.filter((base) => base.environment === named),
        url,
      );
    },
  };
};
