import { dropHeader, setHeader } from "../exchange/draft.ts";
import { governingLimit } from "../model/limit-model.ts";
import { bodyBreaks } from "./body-breaks.ts";
import { burst } from "./burst.ts";
import { claim } from "../draft-base.ts";
import { ordinary, type Fault, type Scene } from "./fault.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;
/** How far a provider's clock may be behind the log's. */
const CLOCK_ERROR_MS = 2_000;
/** More than any exchange takes. */
const SLOWEST_MS = 5_000;
/** How long after a 429 the engine can be sure that nothing else began before it. */
const CONFIRMED_AFTER_MS = 60_000;

/** Whether all that a client sent within its limits' windows is in the log. */
const isObserved = ({ client, startMs, observedMs }: Scene): boolean =>
  client.environment.limits.every(({ windowMs }) => {
    const dayMs = Math.floor((startMs - CLOCK_ERROR_MS) / DAY_MS) * DAY_MS;
    return observedMs <= (windowMs === "utc-day" ? dayMs : startMs - windowMs - SLOWEST_MS);
  });

export const RATE_LIMIT_FAULTS: readonly Fault[] = [
  { rule: "rate-limit.exceeded", isBurst: true, inject: (scene) => burst(scene, "refused") },
  { rule: "rate-limit.unenforced", isBurst: true, inject: (scene) => burst(scene, "served") },
  {
    rule: "rate-limit.response",
    isBurst: true,
    inject(scene) {
      const documented = scene.model.exceeded?.body;
      const drafts = documented && burst(scene, "refused");
      const last = drafts?.at(-1);
      const breaks = last && bodyBreaks(documented!, last.response?.body);
      if (!breaks?.length) return undefined;
      scene.random.pick(breaks).apply();
      claim(last!, "rate-limit.response");
      return drafts;
    },
  },
  {
    rule: "rate-limit.premature",
    inject(scene) {
      if (scene.client.environment.limits.length === 0 || !isObserved(scene)) return undefined;
      const draft = ordinary(scene);
      if (draft === undefined) return undefined;
      scene.composer.answerExceeded(draft);
      const confirmedAtMs = draft.startMs + draft.durationMs + CONFIRMED_AFTER_MS;
      draft.claims.push({ rule: "rate-limit.premature", confirmedAtMs });
      return [draft];
    },
  },
  {
    rule: "rate-limit.headers-missing",
    inject(scene) {
      const { remaining } = scene.model.limitHeaders;
      const draft = remaining === undefined ? undefined : ordinary(scene);
      if (draft?.response === undefined) return undefined;
      dropHeader(draft.response, remaining!);
      const hour = Math.floor(draft.startMs / HOUR_MS);
      draft.claims.push({ rule: "rate-limit.headers-missing", episode: `${draft.label} ${hour}` });
      return [draft];
    },
  },
  {
    rule: "rate-limit.headers-wrong",
    inject(scene) {
      const { remaining } = scene.model.limitHeaders;
      const draft = remaining === undefined ? undefined : ordinary(scene);
      const governing = draft && governingLimit(draft.environment.limits, draft.method, draft.endpoint!.path);
      if (governing === undefined || draft?.response === undefined) return undefined;
      setHeader(draft.response, remaining!, String(governing.limit + scene.random.integer(1, 50)));
      return claim(draft, "rate-limit.headers-wrong");
    },
  },
];
