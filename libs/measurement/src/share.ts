/** Exchanges that were good and bad. */
export interface Counts {
  good: number;
  bad: number;
}

/** The share of exchanges that may be bad, as a fraction of whole numbers: 1 of 1,000 under 99.9 %. */
export interface Allowance {
  bad: number;
  of: number;
}

const commonDivisor = (a: number, b: number): number => (b === 0 ? a : commonDivisor(b, a % b));

/** What a target leaves: 0.999 allows 1 of 1,000, exactly. */
export const allowanceOf = (target: number): Allowance => {
  const decimals = /\.(\d+)$/.exec(target.toFixed(12).replace(/0+$/, ""))?.[1]?.length ?? 0;
  const of = 10 ** decimals;
  const bad = of - Math.round(target * of);
  const divisor = commonDivisor(of, bad);
  return { bad: bad / divisor, of: of / divisor };
};

/** Whether more were bad than the allowance. */
export const misses = ({ good, bad }: Counts, allowance: Allowance): boolean =>
  bad * allowance.of > allowance.bad * (good + bad);

/** Whether the budget burns at so many tenths of the sustainable rate; nothing bad burns nothing. */
export const burns = ({ good, bad }: Counts, tenths: number, allowance: Allowance): boolean =>
  bad > 0 && bad * allowance.of * 10 >= tenths * allowance.bad * (good + bad);

/** How many times faster than sustainable the budget burns; undefined without exchanges or a budget. */
export const burnRate = ({ good, bad }: Counts, allowance: Allowance): number | undefined =>
  good + bad === 0 || allowance.bad === 0 ? undefined : (bad * allowance.of) / (allowance.bad * (good + bad));

/** The share of good exchanges; undefined where there were none: no data is not 100 %. */
export const shareOf = ({ good, bad }: Counts): number | undefined =>
  good + bad === 0 ? undefined : good / (good + bad);

/** The share of good exchanges in percent; never shown as more than it was. */
export const goodPercent = ({ good, bad }: Counts): number =>
  Math.floor((good * 100_000) / (good + bad)) / 1000;
