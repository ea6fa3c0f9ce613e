/** What matching a piece from one place may cost: the ways it can match, and the most characters it takes. */
interface Cost {
  ways: number;
  length: number;
}

/** Most steps where matching starts at one place only. */
const MAX_STEPS_ONCE = 10_000;
/** Most steps where it may start, or go on, at every character of the text. */
const MAX_STEPS_EACH = 100;

const EMPTY: Cost = { ways: 1, length: 0 };
const CHARACTER: Cost = { ways: 1, length: 1 };
const CLASS = /\[\^?(?:\\[dDwWsS]|\\[^A-Za-z0-9]|[^\\[\]])+\]/y;
const ESCAPE = /\\(?:[dDwWsSnrtf]|[^A-Za-z0-9\s])/y;
const PLAIN = /[^\\[\](){}*+?|^$]/uy;
const QUANTIFIER = /(?:\{(\d{1,4})(?:(,)(\d{1,4})?)?\}|([?*+]))\??/y;

const inSequence = (left: Cost, right: Cost): Cost => ({
  ways: left.ways * right.ways,
  length: left.length + right.length,
});

const either = (left: Cost, right: Cost): Cost => ({
  ways: left.ways + right.ways,
  length: Math.max(left.length, right.length),
});

/** Between `from` and `to` times: every count is a way of its own, and so is every way of every round. */
const repeated = ({ ways, length }: Cost, from: number, to: number): Cost => {
  const rounds = Array.from({ length: to - from + 1 }, (_, index) => from + index);
  return { ways: rounds.reduce((sum, count) => sum + ways ** count, 0), length: length * to };
};

class Refused extends Error {}

/** Reads a pattern once, left to right, adding up its cost; what it does not know, it refuses. */
class Reader {
  private at = 0;
  private depth = 0;
  private endless = 0;

  constructor(
    private readonly pattern: string,
    private readonly anchored: boolean,
  ) {}

  isCheap(): boolean {
    const { ways, length } = this.alternatives();
    if (this.at < this.pattern.length) throw new Refused();
    const once = this.anchored && this.endless === 0;
    return ways * Math.max(length, 1) <= (once ? MAX_STEPS_ONCE : MAX_STEPS_EACH);
  }

  private take(expression: RegExp): RegExpExecArray | undefined {
    expression.lastIndex = this.at;
    const match = expression.exec(this.pattern);
    if (match) this.at = expression.lastIndex;
    return match ?? undefined;
  }

  private takeText(text: string): boolean {
    if (!this.pattern.startsWith(text, this.at)) return false;
    this.at += text.length;
    return true;
  }

  private alternatives(): Cost {
    let cost = this.sequence();
    while (this.takeText("|")) {
      if (this.depth === 0 && this.anchored) throw new Refused();
      cost = either(cost, this.sequence());
    }
    return cost;
  }

  private sequence(): Cost {
    let cost = EMPTY;
    while (this.at < this.pattern.length && !"|)".includes(this.pattern[this.at]!))
      cost = inSequence(cost, this.piece());
    return cost;
  }

  private piece(): Cost {
    if (this.takeText("^") || this.takeText("$")) return EMPTY;
    const atom = this.atom();
    const quantifier = this.take(QUANTIFIER);
    if (!quantifier) return atom;
    const [, exact, comma, limit, sign] = quantifier;
    if (sign === "?") return repeated(atom, 0, 1);
    if (sign === undefined && (comma === undefined || limit !== undefined))
      return repeated(atom, Number(exact), Number(limit ?? exact));
    return this.withoutEnd(atom);
  }

  /** One endless repetition of a single character, after `^` and in no group, is tried but once for each length. */
  private withoutEnd(atom: Cost): Cost {
    this.endless += 1;
    if (!this.anchored || this.depth > 0 || this.endless > 1 || atom !== CHARACTER) throw new Refused();
    return CHARACTER;
  }

  private atom(): Cost {
    if (this.takeText("(")) {
      if (this.pattern[this.at] === "?" && !this.takeText("?:")) throw new Refused();
      this.depth += 1;
      const cost = this.alternatives();
      this.depth -= 1;
      if (!this.takeText(")")) throw new Refused();
      return cost;
    }
    if (this.take(CLASS) ?? this.take(ESCAPE) ?? this.take(PLAIN)) return CHARACTER;
    throw new Refused();
  }
}

/**
 * Whether backtracking is bounded by construction: every repetition is counted (but one of a single character after
 * `^`), there is no lookaround, backreference or construct unknown here, and the ways to match times their length,
 * the most steps from one starting place, stay within a constant. Then the cost is linear in the text.
 */
export const isCheapPattern = (pattern: string): boolean => {
  try {
    return new Reader(pattern, pattern.startsWith("^")).isCheap();
  } catch (problem) {
    if (problem instanceof Refused) return false;
    throw problem;
  }
};
