import { clausesOf } from "#spec";
import type { ClauseOf, Specification } from "#spec";
import type { ExchangeContext } from "../../check.ts";
import {
  environmentLimits,
  type EnvironmentLimits,
  type Governing,
  type Terms,
} from "./environment-limits.ts";

const MAX_ENVIRONMENTS = 1_000;
const PRODUCTION = "production";

/** Every limit of a specification, by environment. */
export interface DocumentedLimits {
  /** The clauses that some environment is held to. */
  clauses: readonly ClauseOf<"rate-limit">[];
  /** Undefined where nobody can tell which limits hold: an unknown environment, or limits in words nobody can read. */
  in(environment: string | undefined): EnvironmentLimits | undefined;
  /** The limits that an exchange counts toward; undefined likewise. Several checks ask: an exchange's are found once. */
  governing(context: ExchangeContext): Governing | undefined;
  /** Whether every statement about limits in this environment was understood. */
  isWhole(environment: string | undefined): boolean;
}

interface Unread {
  path: string;
  /** The environment it is stated for; undefined: for all. */
  environment: string | undefined;
  /** The endpoint it is stated for; undefined: for all. */
  endpoint: { method?: string; path: string } | undefined;
  /** It may be the limit of some clients, a plan's. */
  isPlan: boolean;
}

const OWN_BLOCK = /^environments\.(.+?)\.rate_limits/;
const LIMITS = /^rate_limits\.(?!best_practices|headers|exceeded_response)/;

/** `premium: { requests_per_minute: 1000 }`, `premium: "1000 requests/minute"`. */
const NESTED = /^rate_limits\.(?!default\.|per_endpoint\.|burst)[^.]+\.[^.]+/;
const RATE = /\d\s*(?:[a-z]+\s*)?(?:\/|per\b)\s*(?:s|m|h|d)/i;

const unquoted = (segment: string): string => segment.replace(/^["'](.*)["']$/, "$1");

/** Statements within the blocks of limits that no clause could be made of. */
const unreadOf = (specification: Specification): Unread[] =>
  specification.clauses.flatMap((clause): Unread[] => {
    if (clause.kind !== "statement" && clause.reason === undefined) return [];
    const { path, text } = clause;
    const own = OWN_BLOCK.exec(path)?.[1];
    const endpoint = clause.kind === "statement" ? clause.parameters.endpoint : undefined;
    if (own !== undefined) return [{ path, environment: unquoted(own), endpoint, isPlan: false }];
    const isPlan = NESTED.test(path) || (/^rate_limits\.[^.]+$/.test(path) && RATE.test(text));
    return LIMITS.test(path) ? [{ path, environment: undefined, endpoint, isPlan }] : [];
  });

const isBurst = ({ path }: Unread): boolean => /\.burst[^.]*$/.test(path);

/**
 * Which limits hold where. An environment's own limits stand alone; "10x production limits" multiplies production's
 * own, or else the general ones; an environment that states nothing has the general ones.
 */
export const documentedLimits = (specification: Specification): DocumentedLimits => {
  const clauses = clausesOf(specification, "rate-limit").filter(({ reason }) => reason === undefined);
  const scales = new Map(
    clausesOf(specification, "environment.rate-limits")
      .filter(({ reason }) => reason === undefined)
      .map(({ parameters }) => [parameters.environment, parameters.scale]),
  );
  const unread = unreadOf(specification);
  const unreadBursts = new Set(
    unread.filter(isBurst).map(({ path }) => path.slice(0, path.lastIndexOf("."))),
  );
  const burst = clausesOf(specification, "rate-limit.burst").find(({ reason }) => reason === undefined);
  const ownOf = (environment: string | undefined): ClauseOf<"rate-limit">[] =>
    clauses.filter(({ parameters }) => parameters.environment === environment);
  const environments = new Set([
    PRODUCTION,
    ...clausesOf(specification, "environment.base-url").map(({ parameters }) => parameters.environment),
    ...scales.keys(),
    ...clauses.map(({ parameters }) => parameters.environment),
    ...unread.map(({ environment }) => environment),
  ]);
  const differs =
    scales.size > 0 ||
    clauses.some(({ parameters }) => parameters.environment !== undefined) ||
    unread.some(({ environment }) => environment !== undefined);

  const compile = (environment: string | undefined): EnvironmentLimits | undefined => {
    if (differs && (environment === undefined || !environments.has(environment))) return undefined;
    const own = environment === undefined ? [] : ownOf(environment);
    const scale = environment === undefined ? undefined : scales.get(environment);
    const stated = own.length > 0 || scale !== undefined;
    if (!stated && unread.some((one) => environment !== undefined && one.environment === environment))
      return undefined;
    const production = scale === undefined ? [] : ownOf(PRODUCTION);
    const base = production.length > 0 ? production : ownOf(undefined);
    const terms: Terms = {
      environment,
      scale: own.length > 0 ? 1 : (scale ?? 1),
      burst: burst?.parameters,
      unreadBursts,
      unreadEndpoints: unread.flatMap(({ endpoint }) => endpoint ?? []),
      hasPlans: unread.some(({ isPlan }) => isPlan),
    };
    return environmentLimits(own.length > 0 ? own : base, terms);
  };

  const compiled = new Map<string | undefined, EnvironmentLimits | undefined>();
  const limitsIn = (environment: string | undefined): EnvironmentLimits | undefined => {
    const known = compiled.get(environment);
    if (known !== undefined || compiled.has(environment)) return known;
    if (compiled.size >= MAX_ENVIRONMENTS) compiled.clear();
    const limits = compile(environment);
    compiled.set(environment, limits);
    return limits;
  };
  let lastContext: ExchangeContext | undefined;
  let lastGoverning: Governing | undefined;

  return {
    clauses,
    in: limitsIn,
    governing(context) {
      if (context !== lastContext) {
        const { environment, exchange, path } = context;
        lastGoverning = limitsIn(environment)?.governing(exchange.method, path);
        lastContext = context;
      }
      return lastGoverning;
    },
    isWhole: (environment) =>
      unread.every((one) => one.environment !== undefined && one.environment !== environment),
  };
};
