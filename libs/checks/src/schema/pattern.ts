import { RE2JS } from "re2js";
import { isCheapPattern } from "./pattern-cost.ts";

/** What Ajv asks of a regular expression. */
export interface Pattern {
  test(text: string): boolean;
  /** Told apart by what it matches: Ajv keeps patterns under this. */
  toString(): string;
}

const compileNative = (pattern: string): RegExp | undefined => {
  for (const flags of ["u", ""]) {
    try {
      return new RegExp(pattern, flags);
    } catch {
      continue;
    }
  }
  return undefined;
};

/** A regular expression that never backtracks without bound; throws where the linear-time engine refuses it. */
export const compilePattern = (pattern: string): Pattern => {
  const native = isCheapPattern(pattern) ? compileNative(pattern) : undefined;
  if (native) return native;
  const linear = RE2JS.compile(pattern);
  return { test: (text) => linear.matcher(text).find(), toString: () => `linear ${pattern}` };
};
