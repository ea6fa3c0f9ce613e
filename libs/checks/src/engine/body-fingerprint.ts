import { jsonOf } from "#observation";
import type { Body } from "#observation";
import { isEmpty } from "./body-value.ts";

/** What tells values of different kinds apart, whatever they hold. */
const TEXT = 1;
const STRING = 2;
const NUMBER = 3;
const TRUE = 4;
const FALSE = 5;
const NULL = 6;
const LIST = 7;
const OBJECT = 8;

const { imul } = Math;
const lanes = new Int32Array(4);
const float = new Float64Array(1);
const floatWords = new Int32Array(float.buffer);

const start = (): void => {
  lanes[0] = 0x2545f491;
  lanes[1] = 0x1b873593;
  lanes[2] = 0x38b34ae5;
  lanes[3] = 0x239b961b;
};

const rotate = (word: number, bits: number): number => (word << bits) | (word >>> (32 - bits));

const mix = (word: number): number => {
  let mixed = imul(word ^ (word >>> 16), 0x85ebca6b);
  mixed = imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
};

/** Takes a word into each lane. */
const absorb = (word: number): void => {
  lanes[0] = imul(rotate(lanes[0]! ^ word, 13), 0x9e3779b1);
  lanes[1] = imul(rotate(lanes[1]! ^ word, 15), 0x5f356495);
  lanes[2] = imul(rotate((lanes[2]! + word) | 0, 17), 0x27d4eb2f);
  lanes[3] = imul(rotate((lanes[3]! + word) | 0, 11), 0x165667b1);
};

/** Two characters a word. */
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

/** Members count in any order: what each one gives alone is added up. */
const absorbMembers = (value: Readonly<Record<string, unknown>>): void => {
  const a = lanes[0]!;
  const b = lanes[1]!;
  const c = lanes[2]!;
  const d = lanes[3]!;
  let count = 0;
  let sumA = 0;
  let sumB = 0;
  let sumC = 0;
  let sumD = 0;
  for (const name in value) {
    start();
    absorbText(name);
    absorbValue(value[name]);
    finish();
    count += 1;
    sumA = (sumA + lanes[0]!) | 0;
    sumB = (sumB + lanes[1]!) | 0;
    sumC = (sumC + lanes[2]!) | 0;
    sumD = (sumD + lanes[3]!) | 0;
  }
  lanes[0] = a;
  lanes[1] = b;
  lanes[2] = c;
  lanes[3] = d;
  absorb(sumA ^ count);
  absorb(sumB);
  absorb(sumC);
  absorb(sumD);
};

const absorbValue = (value: unknown): void => {
  if (typeof value === "string") {
    absorb(STRING);
    absorbText(value);
  } else if (typeof value === "number") {
    float[0] = value + 0;
    absorb(NUMBER);
    absorb(floatWords[0]!);
    absorb(floatWords[1]!);
  } else if (typeof value !== "object") absorb(value === true ? TRUE : FALSE);
  else if (value === null) absorb(NULL);
  else if (Array.isArray(value)) {
    absorb(LIST);
    absorb(value.length);
    for (const item of value) absorbValue(item);
  } else {
    absorb(OBJECT);
    absorbMembers(value as Record<string, unknown>);
  }
};

/** 128 bits of a text, valid until the next call. */
export const textWords = (text: string): Readonly<Int32Array> => {
  start();
  absorb(TEXT);
  absorbText(text);
  finish();
  return lanes;
};

/** 128 bits of texts in their order, valid until the next call. */
export const textsWords = (...texts: readonly string[]): Readonly<Int32Array> => {
  start();
  absorb(TEXT);
  for (const text of texts) absorbText(text);
  finish();
  return lanes;
};

const wordsOf = (body: Body): Readonly<Int32Array> | undefined => {
  const outcome = jsonOf(body);
  if (!outcome?.ok) return outcome && body.state === "text" ? textWords(body.text) : undefined;
  start();
  absorbValue(outcome.value);
  finish();
  return lanes;
};

let lastBody: Body | undefined;
const lastWords = new Int32Array(4);

/**
 * 128 bits of a body, valid until the next call: of its JSON value, members in any order, else of its text. Undefined
 * where nothing was captured, or not all, or nothing was sent, or it cannot be read. Several checks may ask for one
 * body: it is walked once.
 */
export const bodyWords = (body: Body): Readonly<Int32Array> | undefined => {
  if (body === lastBody) return lastWords;
  if (body.state === "absent" || body.state === "truncated" || isEmpty(body)) return undefined;
  const words = wordsOf(body);
  if (!words) return undefined;
  lastBody = body;
  lastWords.set(words);
  return lastWords;
};

/** 53 bits of such words as a number. */
export const numberOf = (words: Readonly<Int32Array>): number =>
  (words[0]! >>> 0) * 0x200000 + (words[1]! >>> 11);
