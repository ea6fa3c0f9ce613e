const SIX_BITS = new Int8Array(128).fill(-1);
for (const [index, letter] of [
  ..."ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/",
].entries())
  SIX_BITS[letter.charCodeAt(0)] = index;
SIX_BITS["-".charCodeAt(0)] = 62;
SIX_BITS["_".charCodeAt(0)] = 63;

/** The bytes of a Base64 text, either alphabet, padded or not; undefined when it is none. */
export const bytesOfBase64 = (text: string): Uint8Array | undefined => {
  const end = text.endsWith("==") ? text.length - 2 : text.endsWith("=") ? text.length - 1 : text.length;
  if (end % 4 === 1 || (end !== text.length && text.length % 4 !== 0)) return undefined;
  const bytes = new Uint8Array(Math.floor((end * 3) / 4));
  let bits = 0;
  let count = 0;
  let at = 0;
  for (let index = 0; index < end; index++) {
    const code = text.charCodeAt(index);
    const value = code < 128 ? SIX_BITS[code]! : -1;
    if (value < 0) return undefined;
    bits = ((bits << 6) | value) & 0xffffff;
    count += 6;
    if (count >= 8) {
      count -= 8;
      bytes[at++] = (bits >> count) & 0xff;
    }
  }
  return bytes;
};

const utf8 = new TextDecoder("utf-8", { fatal: true });

/** The text of UTF-8 bytes, without a byte order mark; undefined when they are no UTF-8. */
export const textOfUtf8 = (bytes: Uint8Array): string | undefined => {
  try {
    return utf8.decode(bytes);
  } catch {
    return undefined;
  }
};
