import type { Random } from "../random.ts";

const DIGITS = "0123456789";
const LOWER = "abcdefghijklmnopqrstuvwxyz";
const UPPER = LOWER.toUpperCase();
const CLASSES: Readonly<Record<string, string>> = {
  d: DIGITS,
  w: `${LOWER}${UPPER}${DIGITS}_`,
  s: " ",
};
const ANY = `${LOWER}${DIGITS}`;

/** Parts of a simple regular expression: literals, classes, groups, alternatives and bounded repetition. */
type Part = { kind: "characters"; alphabet: string } | { kind: "group"; alternatives: Repeated[][] };
interface Repeated {
  part: Part;
  least: number;
  most: number;
}

class UnsupportedPattern extends Error {}

const between = (first: string, last: string) => {
  let range = "";
  for (let code = first.charCodeAt(0); code <= last.charCodeAt(0); code++) range += String.fromCharCode(code);
  return range;
};

class PatternParser {
  private at = 0;
  constructor(private readonly pattern: string) {}

  parse(): Repeated[][] {
    const alternatives = this.alternatives();
    if (this.at < this.pattern.length) throw new UnsupportedPattern(this.pattern);
    return alternatives;
  }

  private alternatives(): Repeated[][] {
    const alternatives = [this.sequence()];
    while (this.pattern[this.at] === "|") {
      this.at++;
      alternatives.push(this.sequence());
    }
    return alternatives;
  }

  private sequence(): Repeated[] {
    const parts: Repeated[] = [];
    for (;;) {
      const character = this.pattern[this.at];
      if (character === undefined || character === "|" || character === ")") return parts;
      this.at++;
      if (character === "^" || character === "$") continue;
      parts.push(this.repeated(this.part(character)));
    }
  }

  private part(character: string): Part {
    if (character === "(") return this.group();
    if (character === "[") return { kind: "characters", alphabet: this.set() };
    if (character === "\\") return { kind: "characters", alphabet: this.escaped() };
    if (character === ".") return { kind: "characters", alphabet: ANY };
    return { kind: "characters", alphabet: character };
  }

  private group(): Part {
    if (this.pattern[this.at] === "?") {
      if (this.pattern[this.at + 1] !== ":") throw new UnsupportedPattern(this.pattern);
      this.at += 2;
    }
    const alternatives = this.alternatives();
    if (this.pattern[this.at] !== ")") throw new UnsupportedPattern(this.pattern);
    this.at++;
    return { kind: "group", alternatives };
  }

  private escaped(): string {
    const character = this.pattern[this.at++];
    if (character === undefined || /[bBDWSpPkux0-9]/.test(character))
      throw new UnsupportedPattern(this.pattern);
    return CLASSES[character] ?? character;
  }

  private set(): string {
    if (this.pattern[this.at] === "^") throw new UnsupportedPattern(this.pattern);
    let alphabet = "";
    for (;;) {
      const character = this.pattern[this.at++];
      if (character === undefined) throw new UnsupportedPattern(this.pattern);
      if (character === "]") return alphabet;
      const first = character === "\\" ? this.escaped() : character;
      const isRange =
        first.length === 1 && this.pattern[this.at] === "-" && this.pattern[this.at + 1] !== "]";
      if (!isRange) {
        alphabet += first;
        continue;
      }
      alphabet += between(first, this.pattern[this.at + 1]!);
      this.at += 2;
    }
  }

  private repeated(part: Part): Repeated {
    const bounds = /^(?:([?*+])|\{(\d+)(,?)(\d*)\})/.exec(this.pattern.slice(this.at));
    if (bounds === null) return { part, least: 1, most: 1 };
    this.at += bounds[0].length;
    if (bounds[1] === "?") return { part, least: 0, most: 1 };
    if (bounds[1] !== undefined) return { part, least: 1, most: 8 };
    const least = Number(bounds[2]);
    if (bounds[3] === "") return { part, least, most: least };
    return { part, least, most: bounds[4] === "" ? least + 4 : Number(bounds[4]) };
  }
}

const write = (alternatives: Repeated[][], random: Random): string =>
  random
    .pick(alternatives)
    .map(({ part, least, most }) => {
      let text = "";
      for (let left = random.integer(least, most); left > 0; left--)
        text += part.kind === "group" ? write(part.alternatives, random) : random.text(part.alphabet, 1);
      return text;
    })
    .join("");

/** A text that fits a simple regular expression; undefined for one with look-around, back references and the like. */
export const patternValue = (pattern: string, random: Random): string | undefined => {
  try {
    return write(new PatternParser(pattern).parse(), random);
  } catch (failure) {
    if (failure instanceof UnsupportedPattern) return undefined;
    throw failure;
  }
};
