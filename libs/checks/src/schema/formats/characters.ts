/** Kinds of ASCII characters, for formats that every event is held against. */
const DIGIT = 1;
const HEX = 2;
const URI = 4;
const SCHEME = 8;

const KINDS = new Uint8Array(128);
for (let code = 0x21; code < 0x7f; code++) {
  const character = String.fromCharCode(code);
  if (/[0-9]/.test(character)) KINDS[code]! |= DIGIT;
  if (/[0-9a-f]/i.test(character)) KINDS[code]! |= HEX;
  if (/[a-z0-9+.-]/i.test(character)) KINDS[code]! |= SCHEME;
  if (!/[<>"{}|\\^`%]/.test(character)) KINDS[code]! |= URI;
}

const all = (text: string, from: number, to: number, kind: number): boolean => {
  for (let index = from; index < to; index++) {
    const code = text.charCodeAt(index);
    if (code > 127 || (KINDS[code]! & kind) === 0) return false;
  }
  return true;
};

/** Whether the text has only digits between two places. */
export const hasDigits = (text: string, from: number, to: number): boolean => all(text, from, to, DIGIT);

/** Whether the text has only hexadecimal digits between two places. */
export const hasHex = (text: string, from: number, to: number): boolean => all(text, from, to, HEX);

/** Whether a scheme, a colon and characters that a URI holds unescaped make up the text. */
export const isPlainUri = (text: string): boolean => {
  const colon = text.indexOf(":");
  return (
    colon > 0 &&
    colon < text.length - 1 &&
    (text.charCodeAt(0) | 32) > 96 &&
    all(text, 0, colon, SCHEME) &&
    all(text, colon + 1, text.length, URI)
  );
};
