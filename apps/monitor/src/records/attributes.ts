import type { IncomingRecord } from "#stream";

const PREFIX = "ce_";

/** The CloudEvents attributes of a record in binary mode; undefined in structured mode. */
export const attributesOf = ({
  headers,
}: Pick<IncomingRecord, "headers">): Record<string, string> | undefined => {
  if (headers["content-type"]?.startsWith("application/cloudevents")) return undefined;
  let attributes: Record<string, string> | undefined;
  for (const name in headers)
    if (name.startsWith(PREFIX)) (attributes ??= {})[name.slice(PREFIX.length)] = headers[name]!;
  return attributes;
};
