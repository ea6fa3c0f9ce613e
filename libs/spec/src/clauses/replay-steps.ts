import type { EndpointKey } from "../clause.ts";
import type { Compilation } from "../compilation.ts";
import type { Tree } from "../reading/tree.ts";
import { textOf } from "../reading/tree.ts";
import { endpointKey } from "./endpoint.ts";
import { REASONS, statements } from "./statements.ts";

const ABOUT_KEYS = /idempoten/i;
const HEADER =
  /(?<![\w-])(?:x-(?:[a-z]+-)*idempoten[a-z]+(?:-[a-z]+)*|(?:[a-z]+-)*idempoten[a-z]+-key)(?![\w-])/i;
const REQUEST = /\b(POST|PUT|PATCH|DELETE)\s+(\/[^\s,;]*[\w}/])/g;
const STATUS = /(?<![\w-])[1-5]\d\d(?![\w-])/g;
const ANSWER =
  /\b(?:response|respon(?:ds?|ses)|returns?|status|expect(?:ed|s)?|http|answer(?:ed|s)?|gets?)\b/i;
const REPEAT =
  /\b(?:same|again|repeat\w*|replay\w*|re-?send\w*|re-?submit\w*|retry|identical|once more|duplicate|twice)\b/i;
/** Then it is another request, or one at another time, than the repetition that is answered like the first. */
const OTHERWISE =
  /\b(?:different\w*|other|another|changed?|modif\w+|altered|new|while|concurrent\w*|progress|parallel|simultaneous\w*|expire[sd]?|hours?|days?|without)\b/i;

/** What the scenario around its steps says. */
interface Scenario {
  name: string;
  endpoint?: EndpointKey;
}

/** The one endpoint that the steps send to; `several` where they are more. */
const endpointIn = (texts: readonly string[]): EndpointKey | "several" | undefined => {
  const requests = texts.flatMap((text) => [...text.matchAll(REQUEST)]);
  if (new Set(requests.map(([, method, path]) => `${method} ${path}`)).size > 1) return "several";
  return endpointKey(requests[0]?.[1], requests[0]?.[2]);
};

/** The steps that state how a repetition is answered, each with the status; only where no other reading is possible. */
const replaysIn = (texts: readonly string[]): Map<number, number> => {
  const replays = new Map<number, number>();
  let accepted = false;
  let repeated = false;
  for (const [index, text] of texts.entries()) {
    const statuses = new Set(ANSWER.test(text) ? (text.match(STATUS) ?? []) : []);
    const repeats = REPEAT.test(text) && !OTHERWISE.test(text);
    const [status] = statuses;
    if (status === undefined) repeated = accepted && repeats;
    else {
      const asBefore = repeated && !OTHERWISE.test(text.slice(0, text.search(STATUS)));
      const isReplay = accepted && statuses.size === 1 && (asBefore || repeats);
      if (isReplay) replays.set(index, Number(status));
      if (!accepted) accepted = statuses.size === 1 && status.startsWith("2");
      repeated = false;
    }
  }
  return replays;
};

/** The `steps` of a scenario: how a request that repeats its idempotency key is answered. */
export const compileSteps = (
  compilation: Compilation,
  block: string,
  node: Tree,
  path: string,
  { name, endpoint }: Scenario,
): void => {
  const items = node.kind === "list" ? node.items : [];
  if (node.kind !== "list") statements(compilation, block, node, path, REASONS.steps);
  const texts = items.map((item) => textOf(item) ?? "");
  const sentTo = endpoint ?? endpointIn(texts);
  const aboutKeys = [path, name, ...texts].some((text) => ABOUT_KEYS.test(text));
  const replays =
    aboutKeys && sentTo !== "several" && texts.every((text) => text !== "")
      ? replaysIn(texts)
      : new Map<number, number>();
  const header = texts.flatMap((text) => HEADER.exec(text)?.[0] ?? [])[0];
  for (const [index, item] of items.entries()) {
    const at = `${path}[${index}]`;
    const status = replays.get(index);
    if (status === undefined || sentTo === "several") statements(compilation, block, item, at, REASONS.steps);
    else
      compilation.add("idempotency.replay", compilation.cite(at, item), {
        ...(sentTo ? { endpoint: sentTo } : {}),
        ...(header === undefined ? {} : { header }),
        status,
      });
  }
};
