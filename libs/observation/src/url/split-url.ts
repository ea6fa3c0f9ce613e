import type { SplitUrl } from "../observation.ts";
import { LIMITS } from "../limits.ts";
import { isPlain, normalisePath } from "./normalise-path.ts";
import { parseOrigin, type Origin } from "./origin.ts";

const SLASH = 47;
const QUESTION = 63;
const HASH = 35;
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

/** Traffic is of few origins: those seen last, as their URLs begin. */
const recent: { text: string; origin: Origin }[] = [];
const MAX_RECENT = 4;

const isEnd = (code: number): boolean => code === SLASH || code === QUESTION || code === HASH;

/** Which of the recent origins a URL begins with; -1 for another. */
const recentAt = (url: string): number => {
  for (let at = 0; at < recent.length; at++) {
    const { text } = recent[at]!;
    const { length } = text;
    if ((url.length === length || isEnd(url.charCodeAt(length))) && url.startsWith(text)) return at;
  }
  return -1;
};

const withoutFragment = (text: string): string => {
  const hash = text.indexOf("#");
  return hash === -1 ? text : text.slice(0, hash);
};

/** Where a URL's authority ends: at the first slash, question mark or the end. */
const authorityEnd = (url: string, from: number): number => {
  const slash = url.indexOf("/", from);
  const question = url.indexOf("?", from);
  if (slash === -1) return question === -1 ? url.length : question;
  return question !== -1 && question < slash ? question : slash;
};

const withPath = (url: string, start: number, { scheme, host }: Origin): SplitUrl => {
  let plain = true;
  let end = start;
  for (; end < url.length; end++) {
    const code = url.charCodeAt(end);
    if (code === QUESTION || code === HASH) break;
    plain &&= isPlain(code);
  }
  const path = normalisePath(url.slice(start, end), plain);
  if (url.charCodeAt(end) !== QUESTION) return { scheme, host, path, query: "" };
  return { scheme, host, path, query: withoutFragment(url.slice(end + 1)) };
};

/** One that begins with none of the recent origins. */
const splitOther = (text: string): SplitUrl | undefined => {
  const url = withoutFragment(text);
  if (url === "*") return { scheme: undefined, host: "", path: "*", query: "" };
  const mark = url.indexOf("//");
  if (mark === -1) return undefined;
  const end = authorityEnd(url, mark + 2);
  const begin = url.slice(0, end);
  const origin = knownOrigin(begin);
  if (!origin) return undefined;
  recent.unshift({ text: begin, origin });
  if (recent.length > MAX_RECENT) recent.pop();
  return withPath(url, end, origin);
};

/**
 * Splits an absolute URL (http, https, ws, wss), one without a scheme (`//host/path`) or an origin-form target
 * (`/path`, `*`: host is empty). User and fragment are dropped, the query is left as it is. Undefined when it is no URL.
 */
export const splitUrl = (text: string): SplitUrl | undefined => {
  if (text === "" || text.length > LIMITS.url) return undefined;
  if (text.charCodeAt(0) === SLASH && text.charCodeAt(1) !== SLASH) return withPath(text, 0, NOWHERE);
  const at = recentAt(text);
  return at === -1 ? splitOther(text) : withPath(text, recent[at]!.text.length, recent[at]!.origin);
};
