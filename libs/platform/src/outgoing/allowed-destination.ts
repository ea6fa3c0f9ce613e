const parse = (text: string): URL | undefined => {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
};

const isWeb = ({ protocol, username, password }: URL): boolean =>
  ["http:", "https:"].includes(protocol) && username === "" && password === "";

/** Whether a text can name destinations: a URL that others may begin with. */
export const isDestination = (text: string): boolean => {
  const url = parse(text);
  return url !== undefined && isWeb(url) && url.search === "" && url.hash === "" && !text.includes("?");
};

/** Signs that a server may take for others, and so leave the path that was allowed. */
const AMBIGUOUS = /%2f|%5c|%2e|\\|;/i;

/**
 * Whether a URL is one of those that an operator allowed: of the same scheme, host and port, its path the allowed one or
 * below it.
 */
export const isAllowedDestination = (text: string, allowed: readonly string[]): boolean => {
  const url = parse(text);
  if (!url || !isWeb(url) || AMBIGUOUS.test(text.split("?")[0]!)) return false;
  return allowed.some((one) => {
    const { origin, pathname } = new URL(one);
    const below = pathname.endsWith("/") ? pathname : `${pathname}/`;
    return url.origin === origin && (url.pathname === pathname || url.pathname.startsWith(below));
  });
};
