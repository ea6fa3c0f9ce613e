import type { RuleComparison } from "#simulator";

/** How often a rule was broken, found, missed and wrongly said. */
export interface Score {
  expected: number;
  found: number;
  missed: number;
  extra: number;
}

export const EMPTY: Score = { expected: 0, found: 0, missed: 0, extra: 0 };

export const scoreOf = ({ expected, found, missed, extra }: RuleComparison): Score => ({
  expected,
  found,
  missed: missed.length,
  extra: extra.length,
});

export const sumOf = (one: Score, other: Score): Score => ({
  expected: one.expected + other.expected,
  found: one.found + other.found,
  missed: one.missed + other.missed,
  extra: one.extra + other.extra,
});

/** Whether a rule was broken, always found, and never said without cause. */
export const isPerfect = ({ expected, missed, extra }: Score): boolean =>
  expected > 0 && missed === 0 && extra === 0;

const share = (part: number, whole: number): string => (whole === 0 ? "-" : (part / whole).toFixed(3));

const row = (rule: string, { expected, found, missed, extra }: Score): string[] => [
  rule,
  String(expected),
  String(found),
  String(missed),
  String(extra),
  share(expected - missed, expected),
  share(found - extra, found),
];

const HEAD = ["rule", "expected", "found", "missed", "extra", "recall", "precision"];

/** The table as text: one line a rule, and their sum. */
export const tableOf = (scores: ReadonlyMap<string, Score>): string => {
  const total = [...scores.values()].reduce(sumOf, EMPTY);
  const rows = [HEAD, ...[...scores].map(([rule, score]) => row(rule, score)), row("all", total)];
  const widths = HEAD.map((_, column) => Math.max(...rows.map((cells) => cells[column]!.length)));
  const line = (cells: string[]) =>
    cells
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!)))
      .join("  ");
  return rows.map(line).join("\n");
};
