import type { Draft } from "../draft.ts";
import { claim, endOf } from "../draft-base.ts";
import type { ExchangeDraft } from "../exchange/draft.ts";
import { isObject } from "../value/schema-value.ts";
import { ordinary, refuse, type Fault, type Scene } from "./fault.ts";
import { issue, STORY_DURATION_MS, withNewcomer } from "./story.ts";

const SOON_MS = 2_000;
const MINUTE_MS = 60_000;

/** A token exchange of a new client, with a fault in it. */
const brokenIssue = (rule: string, ways: (scene: Scene, draft: ExchangeDraft) => (() => void)[]): Fault => ({
  rule,
  inject(given) {
    const scene = withNewcomer(given);
    const draft = issue(scene, scene.startMs);
    const possible = draft ? ways(scene, draft) : [];
    if (possible.length === 0) return undefined;
    scene.random.pick(possible)();
    return claim(draft!, rule);
  },
});

const setForm = (draft: ExchangeDraft, name: string, value: string) => {
  const form = new URLSearchParams(draft.request.bodyText);
  form.set(name, value);
  draft.request.bodyText = form.toString();
};

/** A new client's token, and an exchange that carries it so long after it was issued. */
const laterUse = (scene: Scene, ageMs: number): [ExchangeDraft, ExchangeDraft] | undefined => {
  const issued = issue(scene, scene.startMs);
  const used = issued && ordinary({ ...scene, startMs: Math.ceil(endOf(issued) + ageMs) });
  return used && [issued, used];
};

const lifeMs = ({ model }: Scene) => (model.token?.expiresInSeconds ?? 0) * 1000;

/** Token requests of a new client, each so long after the one before; all but those `granted` fail. */
const tokenRequests = (scene: Scene, gapsMs: readonly number[], isLastGranted: boolean): ExchangeDraft[] => {
  let atMs = scene.startMs;
  return [0, ...gapsMs].map((gapMs, index) => {
    atMs += gapMs;
    const draft = issue(scene, atMs)!;
    draft.durationMs = STORY_DURATION_MS;
    atMs += STORY_DURATION_MS;
    if (index < gapsMs.length || !isLastGranted) {
      const { headers } = draft.response!;
      draft.response = { status: 503, headers };
    }
    return draft;
  });
};

export const TOKEN_FAULTS: readonly Fault[] = [
  brokenIssue("auth.token-request", ({ model: { token } }, draft) => [
    ...(token?.stated.grantType ? [() => setForm(draft, "grant_type", "password")] : []),
    ...(token?.stated.scope ? [() => setForm(draft, "scope", "admin")] : []),
    ...(token?.stated.contentType
      ? [
          () => {
            draft.request.headers["Content-Type"] = "application/json";
            const form = new URLSearchParams(draft.request.bodyText);
            draft.request.bodyText = JSON.stringify(Object.fromEntries(form));
          },
        ]
      : []),
  ]),
  brokenIssue("auth.token-response", ({ model: { token } }, draft) => {
    const body = draft.response?.body;
    if (!token || !isObject(body)) return [];
    return [
      ...[...token.stated.response].map((name) => () => delete body[name]),
      ...(token.stated.response.has("token_type") ? [() => (body["token_type"] = "mac")] : []),
      ...(token.stated.response.has("expires_in")
        ? [() => (body["expires_in"] = token.expiresInSeconds + 600)]
        : []),
    ];
  }),
  {
    rule: "auth.token-not-cached",
    inject(given) {
      const { token } = given.model;
      if (!token || lifeMs(given) < 4 * token.thresholdSeconds * 1000) return undefined;
      const scene = withNewcomer(given);
      const first = issue(scene, scene.startMs)!;
      const second = issue(scene, Math.ceil(endOf(first)) + scene.random.integer(1, 5) * MINUTE_MS)!;
      return [first, ...claim(second, "auth.token-not-cached")];
    },
  },
  {
    rule: "auth.late-refresh",
    inject(given) {
      const { token } = given.model;
      if (token?.stated.threshold !== true) return undefined;
      const drafts = laterUse(withNewcomer(given), lifeMs(given) - token.thresholdSeconds * 500);
      if (!drafts || drafts[1].startMs > given.tellableUntilMs) return undefined;
      return [drafts[0], ...claim(drafts[1], "auth.late-refresh")];
    },
  },
  {
    rule: "auth.expired-token",
    inject(given) {
      const scene = withNewcomer(given);
      const drafts = laterUse(scene, lifeMs(given) + 10 * MINUTE_MS);
      if (!drafts || !refuse(scene, drafts[1], 401)) return undefined;
      return [drafts[0], ...claim(drafts[1], "auth.expired-token")];
    },
  },
  {
    rule: "auth.expired-token-accepted",
    inject(given) {
      const drafts = laterUse(withNewcomer(given), lifeMs(given) + 10 * MINUTE_MS);
      if (!drafts) return undefined;
      return [drafts[0], ...claim(drafts[1], "auth.expired-token", "auth.expired-token-accepted")];
    },
  },
  {
    rule: "auth.valid-token-rejected",
    inject(given) {
      const scene = withNewcomer(given);
      const drafts = laterUse(scene, SOON_MS);
      if (!drafts || !refuse(scene, drafts[1], 401)) return undefined;
      return [drafts[0], ...claim(drafts[1], "auth.valid-token-rejected")];
    },
  },
  {
    rule: "auth.token-retry-limit",
    inject(given): Draft[] | undefined {
      const { retries, retryDelayMs = 10_000 } = given.model.token?.stated ?? {};
      if (retries === undefined) return undefined;
      const gapsMs = Array.from({ length: retries + 2 }, () => retryDelayMs + SOON_MS);
      const drafts = tokenRequests(withNewcomer(given), gapsMs, false);
      claim(drafts[retries + 1]!, "auth.token-retry-limit");
      return drafts;
    },
  },
  {
    rule: "auth.token-retry-too-soon",
    inject(given) {
      const delayMs = given.model.token?.stated.retryDelayMs;
      if (delayMs === undefined) return undefined;
      const drafts = tokenRequests(withNewcomer(given), [delayMs / 5], true);
      claim(drafts[1]!, "auth.token-retry-too-soon");
      return drafts;
    },
  },
  {
    rule: "auth.shared-credential",
    inject(given) {
      const { environments, usageHeader, usageQuery } = given.model;
      const own = environments.find(({ hasOwnCredentials }) => hasOwnCredentials);
      const other = environments.find((environment) => environment !== own);
      if (!own || !other || (!usageHeader && usageQuery === undefined)) return undefined;
      const scene = withNewcomer(given, given.random.chance(0.5) ? own : other);
      const first = ordinary(scene);
      const { client } = scene;
      const elsewhere = {
        ...client,
        environment: client.environment === own ? other : own,
        windows: new Map(),
      };
      const second = ordinary({ ...scene, client: elsewhere, startMs: scene.startMs + SOON_MS });
      return first && second && [first, ...claim(second, "auth.shared-credential")];
    },
  },
];
