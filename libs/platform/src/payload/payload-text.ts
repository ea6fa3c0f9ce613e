const BYTES_AT_MOST = 64 * 1024;
const WHOLE = 0;
const CUT = 1;

/** A payload that was opened. */
export interface OpenedPayload {
  text: string;
  /** It was longer than 64 KiB, of which the beginning is kept. */
  cut: boolean;
}

/** The longest beginning of UTF-8 bytes that ends where a character ends. */
const wholeCharacters = (bytes: Buffer): Buffer => {
  let end = BYTES_AT_MOST;
  while ((bytes[end]! & 0xc0) === 0x80) end -= 1;
  return bytes.subarray(0, end);
};

/** A text as it is sealed: whether it was cut, then at most 64 KiB of UTF-8. */
export const encodePayload = (text: string): Buffer => {
  const bytes = Buffer.from(text);
  const isCut = bytes.length > BYTES_AT_MOST;
  return Buffer.concat([Buffer.of(isCut ? CUT : WHOLE), isCut ? wholeCharacters(bytes) : bytes]);
};

export const decodePayload = (bytes: Buffer): OpenedPayload => ({
  text: bytes.toString("utf8", 1),
  cut: bytes[0] === CUT,
});
