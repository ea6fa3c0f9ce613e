/** Scheme and host of a URL as it is compared. */
export interface Origin {
  scheme?: string;
  /** Lower case, without user, without a scheme's default port. */
  host: string;
}

const DEFAULT_PORTS: Readonly<Record<string, string>> = { http: "80", https: "443", ws: "80", wss: "443" };
const NAME = /^[A-Za-z0-9._~-]+$/;
const ADDRESS_6 = /^\[[0-9A-Fa-f:.]+\]$/;

/** Internationalised names become Punycode, as clients send them; IPv6 addresses their shortest form. */
const asciiName = (name: string): string | undefined => {
  try {
    return new URL(`http://${name}`).hostname;
  } catch {
    return undefined;
  }
};

const hostName = (name: string): string | undefined => {
  if (ADDRESS_6.test(name)) return asciiName(name);
  const known = NAME.test(name) ? name.toLowerCase() : undefined;
  if (known !== undefined) return known.endsWith(".") ? known.slice(0, -1) : known;
  return /[^\x21-\x7e]/.test(name) && !/[\s\p{Cc}/\\?#@:[\]%]/u.test(name) ? asciiName(name) : undefined;
};

/** Splits `https://user@Host:443` or `//host`; undefined when it is no origin of an HTTP URL. */
export const parseOrigin = (text: string): Origin | undefined => {
  const mark = text.indexOf("//");
  const scheme = mark === 0 ? undefined : text.slice(0, mark - 1).toLowerCase();
  if (scheme !== undefined && (text[mark - 1] !== ":" || !Object.hasOwn(DEFAULT_PORTS, scheme)))
    return undefined;
  const authority = text.slice(Math.max(mark + 2, text.lastIndexOf("@") + 1));
  const colon = authority.lastIndexOf(":");
  const hasPort = colon !== -1 && !authority.endsWith("]");
  const name = hostName(hasPort ? authority.slice(0, colon) : authority);
  if (!name) return undefined;
  const port = hasPort ? authority.slice(colon + 1) : "";
  if (!/^\d{0,5}$/.test(port) || Number(port) > 65_535) return undefined;
  const isDefault = port === "" || (scheme !== undefined && Number(DEFAULT_PORTS[scheme]) === Number(port));
  return { scheme, host: isDefault ? name : `${name}:${Number(port)}` };
};
