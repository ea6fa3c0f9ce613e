const LOOPBACK = new Set(["localhost", "127.0.0.1", "[::1]"]);

/** The host (with port) of a `Host` header that names this machine's loopback, in lower case; otherwise undefined. */
const loopbackHost = (host: string | undefined): string | undefined => {
  const [, name] = /^(\[[0-9a-f:]+\]|[^:]+)(?::\d{1,5})?$/i.exec(host ?? "") ?? [];
  return name !== undefined && LOOPBACK.has(name.toLowerCase()) ? host?.toLowerCase() : undefined;
};

/** Why a request does not come from this machine's own pages and programs; undefined when it does. */
export const foreignRequest = (headers: { host?: string; origin?: string }): string | undefined => {
  const host = loopbackHost(headers.host);
  if (host === undefined)
    return `The host ${JSON.stringify(headers.host ?? "")} is not answered: without accounts only localhost, 127.0.0.1 and [::1] are.`;
  const { origin } = headers;
  if (
    origin === undefined ||
    origin.toLowerCase() === `http://${host}` ||
    origin.toLowerCase() === `https://${host}`
  )
    return undefined;
  return `Requests from ${JSON.stringify(origin)} are not answered: only the console's own pages may call it.`;
};
