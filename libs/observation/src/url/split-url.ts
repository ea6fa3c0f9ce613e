import type { SplitUrl } from "../observation.ts";
import { LIMITS } from "../limits.ts";
import { normalisePath } from "./normalise-path.ts";
import { parseOrigin, type Origin } from "./origin.ts";

const SLASH = 47;
const NOWHERE: Origin = { scheme: undefined, host: "" };
const MAX_ORIGINS = 1_024;
const origins = new Map<string, Origin>();

const knownOrigin = (text: string): Origin | undefined => {
  const known = origins.get(text);
  if (known) return known;
  const origin = parseOrigin(text);
  if (!origin) return undefined;
  if (origins.size >= MAX_ORIGINS) origins.clear();
  origins.set(text, origin);
  return origin;
};

/** Traffic comes in runs of one origin. */
let lastText = "";
let last: Origin | undefined;

const originOf = (url: string, end: number): Origin | undefined => {
  if (last && end === lastText.length && url.startsWith(lastText)) return last;
  const text = url.slice(0, end);
  last = knownOrigin(text);
  lastText = text;
  return last;
};

/** Where a URL's authority ends: at the first slash, question mark or the end. */
const authorityEnd = (url: string, from: number): number => {
  const slash = url.indexOf("/", from);
  const question = url.indexOf("?", from);
  if (slash === -1) return question === -1 ? url.length : question;
  return question !== -1 && question < slash ? question : slash;
};

/**
 * Splits an absolute URL (http, https, ws, wss), one without a scheme (`//host/path`) or an origin-form target
 * (`/path`, `*`: host is empty). User and fragment are dropped, the query is left as it is. Undefined when it is no URL.
 */
export const splitUrl = (text: string): SplitUrl | undefined => {
  if (text === "" || text.length > LIMITS.url) return undefined;
  const hash = text.indexOf("#");
  const url = hash === -1 ? text : text.slice(0, hash);
  let origin: Origin | undefined = NOWHERE;
  let start = 0;
  if (url.charCodeAt(0) !== SLASH || url.charCodeAt(1) === SLASH) {
    if (url === "*") return { scheme: undefined, host: "", path: "*", query: "" };
    const mark = url.indexOf("//");
    if (mark === -1) return undefined;
    start = authorityEnd(url, mark + 2);
    origin = originOf(url, start);
    if (!origin) return undefined;
  }
  const question = url.indexOf("?", start);
  const path = question === -1 ? url.slice(start) : url.slice(start, question);
  return {
    scheme: origin.scheme,
    host: origin.host,
    path: normalisePath(path),
    query: question === -1 ? "" : url.slice(question + 1),
  };
};
