import type { ExchangeDraft } from "../exchange/draft.ts";
import type { LimitModel } from "../model/limit-model.ts";
import type { EnvironmentModel } from "../model/traffic-model.ts";
import type { Scene } from "./fault.ts";

/** Larger limits would drown the other traffic. */
const MAX_LIMIT = 400;
const EXTRA = 6;
const DURATION_MS = 40;

interface Target {
  environment: EnvironmentModel;
  limit: number;
  windowMs: number;
  method: string;
  path: string;
}

const targetsOf = ({ model }: Scene, environment: EnvironmentModel, limit: LimitModel): Target[] => {
  if (limit.hasBurst || typeof limit.windowMs !== "number" || limit.limit > MAX_LIMIT) return [];
  const { windowMs } = limit;
  const operations = [...model.endpoints, ...model.mentioned].filter(({ method, path }) => {
    const own = environment.limits.filter(
      (other) => other.path === path && (other.method ?? method) === method,
    );
    const isSole = own.every((other) => other === limit || other.limit > 2 * limit.limit + EXTRA);
    return limit.path === undefined ? own.length === 0 : own.includes(limit) && isSole;
  });
  return operations.map(({ method, path }) => ({ environment, limit: limit.limit, windowMs, method, path }));
};

const chooseTarget = (scene: Scene): Target | undefined => {
  const isDocumented = ({ method, path }: Target) =>
    scene.model.endpoints.some((endpoint) => endpoint.method === method && endpoint.path === path);
  return scene.model.environments
    .flatMap((environment) => environment.limits.flatMap((limit) => targetsOf(scene, environment, limit)))
    .sort(
      (one, other) => Number(isDocumented(other)) - Number(isDocumented(one)) || one.limit - other.limit,
    )[0];
};

/**
 * A new client sends more than a limit allows, all in one window of the provider's, and clearly over every reading.
 * What exceeds it is refused, or answered as if there were no limit. Undefined where no limit suits.
 */
export const burst = (scene: Scene, excess: "refused" | "served"): ExchangeDraft[] | undefined => {
  const { model, composer } = scene;
  const target = chooseTarget(scene);
  if (target === undefined) return undefined;
  const startMs = Math.ceil(scene.startMs / 1000) * 1000;
  const client = scene.newClient(target.environment);
  client.windowOffsetMs = startMs % target.windowMs;
  const accusedFrom = model.limitHeaders.reset === undefined ? 2 * target.limit : target.limit;
  const total = accusedFrom + EXTRA;
  const gapMs = (target.windowMs * 0.6) / total;
  const endpoint = model.endpoints.find(
    ({ method, path }) => method === target.method && path === target.path,
  );
  return Array.from({ length: total }, (_, index) => {
    const at = startMs + Math.floor(index * gapMs);
    const draft = endpoint ? composer.success(client, endpoint, at) : composer.mentioned(client, target, at);
    draft.explicit = true;
    draft.durationMs = DURATION_MS;
    if (index >= target.limit && excess === "refused") composer.answerExceeded(draft);
    if (index === target.limit) draft.claims.push({ rule: "rate-limit.exceeded" });
    if (index === accusedFrom && excess === "served") draft.claims.push({ rule: "rate-limit.unenforced" });
    return draft;
  });
};
