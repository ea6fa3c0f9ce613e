import { mix, rotate } from "./mixing.ts";

const { imul } = Math;
const lanes = new Int32Array(4);

const start = (): void => {
  lanes[0] = 0x7740a028;
  lanes[1] = 0xd6c42e7f;
  lanes[2] = 0x9f1973ba;
  lanes[3] = 0xc845e85c;
};

/** Two characters a word, and each word into every lane. */
const absorbText = (text: string): void => {
  const { length } = text;
  let a = lanes[0]!;
  let b = lanes[1]!;
  let c = lanes[2]!;
  let d = lanes[3]! ^ length;
  for (let index = 0; index < length; index += 2) {
    const next = index + 1 < length ? text.charCodeAt(index + 1) : 0;
    const word = text.charCodeAt(index) | (next << 16);
    a = imul(rotate(a ^ word, 13), 0x9e3779b1);
    b = imul(rotate(b ^ word, 15), 0x5f356495);
    c = imul(rotate((c + word) | 0, 17), 0x27d4eb2f);
    d = imul(rotate((d + word) | 0, 11), 0x165667b1);
  }
  lanes[0] = a ^ length;
  lanes[1] = imul(rotate(b ^ length, 15), 0x5f356495);
  lanes[2] = c;
  lanes[3] = d;
};

/** Mixes each lane with the others. */
const finish = (): void => {
  const a = mix(lanes[0]!);
  const b = mix(lanes[1]! ^ a);
  const c = mix((lanes[2]! + b) | 0);
  const d = mix(lanes[3]! ^ c);
  lanes[0] = (a + d) | 0;
  lanes[1] = b ^ lanes[0];
  lanes[2] = (c + lanes[1]) | 0;
  lanes[3] = d;
};

/** 128 bits of texts in their order, valid until the next call. */
export const textsWords = (texts: readonly string[]): Readonly<Int32Array> => {
  start();
  for (const text of texts) absorbText(text);
  finish();
  return lanes;
};
