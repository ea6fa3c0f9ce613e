import { isUtf8 } from "node:buffer";

/** Bytes as text; undefined where they are no well-formed UTF-8. A byte order mark at the start is dropped. */
export const utf8 = (bytes: Buffer): string | undefined => {
  if (!isUtf8(bytes)) return undefined;
  const marked = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  return bytes.toString("utf8", marked ? 3 : 0);
};
