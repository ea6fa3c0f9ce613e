import { isUtf8 } from "node:buffer";

const REPLACED = "\ufffd";
const BYTE_ORDER_MARK = 0xfeff;

/** Bytes as text; undefined where they are no well-formed UTF-8. A byte order mark at the start is dropped. */
export const utf8 = (bytes: Buffer): string | undefined => {
  const text = bytes.toString();
  // Whatever is malformed was replaced, and what was not malformed may say so itself.
  if (text.indexOf(REPLACED) !== -1 && !isUtf8(bytes)) return undefined;
  return text.charCodeAt(0) === BYTE_ORDER_MARK ? text.slice(1) : text;
};
