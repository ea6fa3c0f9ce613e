import { jsonOf } from "#observation";
import type { Body } from "#observation";
import { isEmpty } from "./body-value.ts";
import { mix, rotate } from "./mixing.ts";

/** What tells values of different kinds apart, whatever they hold; a length stands above these bits. */
const KIND_BITS = 4;
const NAME = 0;
const TEXT = 1;
const STRING = 2;
const NUMBER = 3;
const TRUE = 4;
const FALSE = 5;
const NULL = 6;
const LIST = 7;
const OBJECT = 8;

const { imul } = Math;
const lanes = new Int32Array(2);
const float = new Float64Array(1);
const floatWords = new Int32Array(float.buffer);

const start = (): void => {
  lanes[0] = 0x2545f491;
  lanes[1] = 0x1b873593;
};

const intoFirst = (lane: number, word: number): number => imul(rotate(lane ^ word, 13), 0x9e3779b1);
const intoSecond = (lane: number, word: number): number => imul(rotate((lane + word) | 0, 17), 0x27d4eb2f);

/** Takes a word into each lane. */
const absorb = (word: number): void => {
  lanes[0] = intoFirst(lanes[0]!, word);
  lanes[1] = intoSecond(lanes[1]!, word);
};

/** One character a word. */
const absorbWide = (text: string): void => {
  for (let at = 0; at < text.length; at += 1) absorb(text.charCodeAt(at));
};

/** Four characters a word; where one of them is wider than a byte, all of them again. */
const absorbText = (kind: number, text: string): void => {
  const { length } = text;
  const first = kind | (length << KIND_BITS);
  let a = intoFirst(lanes[0]!, first);
  let b = intoSecond(lanes[1]!, first);
  let all = 0;
  let at = 0;
  for (; at + 3 < length; at += 4) {
    const one = text.charCodeAt(at);
    const two = text.charCodeAt(at + 1);
    const three = text.charCodeAt(at + 2);
    const four = text.charCodeAt(at + 3);
    all |= one | two | three | four;
    const word = one | (two << 8) | (three << 16) | (four << 24);
    a = intoFirst(a, word);
    b = intoSecond(b, word);
  }
  if (at < length) {
    let word = 0;
    for (; at < length; at += 1) {
      const character = text.charCodeAt(at);
      all |= character;
      word = (word << 8) | character;
    }
    a = intoFirst(a, word);
    b = intoSecond(b, word);
  }
  lanes[0] = a;
  lanes[1] = b;
  if (all > 0xff) absorbWide(text);
};

/** Mixes each lane, and the first into the second. */
const finish = (): void => {
  lanes[0] = mix(lanes[0]!);
  lanes[1] = mix(lanes[1]! ^ lanes[0]);
};

/** Members count in any order: what each one gives alone is added up. */
const absorbMembers = (value: Readonly<Record<string, unknown>>): void => {
  const a = lanes[0]!;
  const b = lanes[1]!;
  let count = 0;
  let sumA = 0;
  let sumB = 0;
  for (const name in value) {
    start();
    absorbText(NAME, name);
    absorbValue(value[name]);
    finish();
    count += 1;
    sumA = (sumA + lanes[0]!) | 0;
    sumB = (sumB + lanes[1]!) | 0;
  }
  lanes[0] = a;
  lanes[1] = b;
  absorb(count);
  absorb(sumA);
  absorb(sumB);
};

const absorbValue = (value: unknown): void => {
  if (typeof value === "string") absorbText(STRING, value);
  else if (typeof value === "number") {
    float[0] = value + 0;
    absorb(NUMBER);
    absorb(floatWords[0]!);
    absorb(floatWords[1]!);
  } else if (typeof value !== "object") absorb(value === true ? TRUE : FALSE);
  else if (value === null) absorb(NULL);
  else if (Array.isArray(value)) {
    absorb(LIST | (value.length << KIND_BITS));
    for (const item of value) absorbValue(item);
  } else {
    absorb(OBJECT);
    absorbMembers(value as Record<string, unknown>);
  }
};

/** 64 bits of a text, valid until the next call. */
export const textWords = (text: string): Readonly<Int32Array> => {
  start();
  absorbText(TEXT, text);
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
const lastWords = new Int32Array(2);

/**
 * 64 bits of a body, valid until the next call: of its JSON value, members in any order, else of its text. Undefined
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
