import type { BurstAllowance, ClauseOf } from "#spec";
import { isTemplate, compileRoutes } from "../../engine/routes.ts";
import { normalisePath } from "../../engine/path.ts";
import { limitOf, type Limit } from "./limit.ts";

const EVERY_METHOD = "*";

/** What one environment's clients may send. */
export interface EnvironmentLimits {
  all: readonly Limit[];
  /** The limits a request counts toward. HEAD counts as its GET. */
  governing(method: string, path: string): Governing;
}

/** The limits of one method and path. */
export interface Governing {
  limits: readonly Limit[];
  /** Whether an entry of `per_endpoint` speaks of the path. */
  own: boolean;
}

/** How an environment reads the clauses it is given. */
export interface Terms {
  environment: string | undefined;
  scale: number;
  burst: BurstAllowance | undefined;
  /** Paths of blocks that state a burst nobody can read. */
  unreadBursts: ReadonlySet<string>;
  /** Endpoints with an entry that nobody can read: nobody knows what holds there. */
  unreadEndpoints: readonly { method?: string; path: string }[];
  /** Some clients may have other limits, so that nobody surely exceeds the default. */
  hasPlans: boolean;
}

const parentOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf(".")));

/** Two templates that match the same paths are one. */
const shapeOf = (path: string): string =>
  normalisePath(path)
    .split("/")
    .map((segment) => (isTemplate(segment) ? segment.replace(/\{[^}]*\}|<[^>]*>|^:.*/, "{}") : segment))
    .join("/");

const append = <K>(lists: Map<K, Limit[]>, key: K, limit: Limit): void => {
  const list = lists.get(key);
  if (list) list.push(limit);
  else lists.set(key, [limit]);
};

/** Compiles the clauses that hold in one environment; duplicates all apply. */
export const environmentLimits = (
  clauses: readonly ClauseOf<"rate-limit">[],
  terms: Terms,
): EnvironmentLimits => {
  const all: Limit[] = [];
  const daily: Limit[] = [];
  const rolling: Limit[] = [];
  const shapes = new Map<string, Map<string, Limit[]>>();
  const methodsOf = (path: string): Map<string, Limit[]> => {
    const shape = shapeOf(path);
    let methods = shapes.get(shape);
    if (!methods) shapes.set(shape, (methods = new Map()));
    return methods;
  };
  for (const clause of clauses) {
    const { endpoint } = clause.parameters;
    const limit = limitOf(clause, {
      environment: terms.environment,
      scale: terms.scale,
      burst: endpoint ? undefined : terms.burst,
      infoOnly: terms.unreadBursts.has(parentOf(clause.path)) || (terms.hasPlans && !endpoint),
    });
    all.push(limit);
    if (!endpoint) {
      (limit.daily ? daily : rolling).push(limit);
      continue;
    }
    append(methodsOf(endpoint.path), endpoint.method ?? EVERY_METHOD, limit);
  }
  for (const { method = EVERY_METHOD, path } of terms.unreadEndpoints) {
    const methods = methodsOf(path);
    if (!methods.has(method)) methods.set(method, []);
  }

  const entries = [...shapes].flatMap(([path, methods]) =>
    Array.from(methods, ([method, limits]) => {
      const every = method === EVERY_METHOD ? [] : (methods.get(EVERY_METHOD) ?? []);
      return [
        { method, path },
        { limits: limits.length > 0 ? [...limits, ...every, ...daily] : [], own: true },
      ] as const;
    }),
  );
  const routes = compileRoutes<Governing>(entries);
  const byDefault: Governing = { limits: [...rolling, ...daily], own: false };
  return {
    all,
    governing: (method, path) => routes.find(method, path) ?? routes.find(EVERY_METHOD, path) ?? byDefault,
  };
};
