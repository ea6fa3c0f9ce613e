import type { Objective, Objectives } from "../data/service-levels.ts";
import { figure } from "../shell/numbers.ts";

const monthNames = new Intl.DateTimeFormat("en-GB", { month: "long", year: "numeric", timeZone: "UTC" });
const moments = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "short" });
const hundredths = new Intl.NumberFormat("en", { maximumFractionDigits: 2, minimumFractionDigits: 2 });
const tenths = new Intl.NumberFormat("en", { maximumFractionDigits: 1, minimumFractionDigits: 1 });

/** `2024-01` as `January 2024`. */
export const monthWords = (month: string): string => monthNames.format(new Date(`${month}-01T00:00:00Z`));

/** A time in the viewer's zone. */
export const momentWords = (timeMs: number): string => moments.format(timeMs);

/** A span of time in the viewer's zone; the day stands once where it is one. */
export const rangeWords = (from: string, to: string): string =>
  moments.formatRange(Date.parse(from), Date.parse(to));

/** 0.99923 as `99.92 %`; never rounded up to all. */
export const precise = (share: number): string =>
  `${hundredths.format(share < 1 ? Math.min(99.99, share * 100) : 100)} %`;

/** 0.524 as `52.4 %`. */
export const left = (share: number): string => `${tenths.format(share * 100)} %`;

/** 4.2 as `4.2 ×`. */
export const times = (rate: number | null): string =>
  rate === null ? "no data" : `${tenths.format(rate)} ×`;

/** 231 as `231 ms`, 1842 as `1.84 s`. */
export const duration = (ms: number): string =>
  ms < 1_000 ? `${figure(Math.round(ms))} ms` : `${hundredths.format(ms / 1_000)} s`;

/** 90 as `1 h 30 min`, 4320 as `3 days`. */
export const span = (minutes: number): string => {
  if (minutes % 1_440 === 0) return minutes === 1_440 ? "1 day" : `${minutes / 1_440} days`;
  if (minutes % 60 === 0) return minutes === 60 ? "1 hour" : `${minutes / 60} hours`;
  return `${minutes} min`;
};

/** How finely a month can be told: by the day alone where retention dropped its events. */
export const finest = ({ daysOnly, month }: Objectives): "1h" | "1d" =>
  daysOnly.includes(month) ? "1d" : "1h";

/** What an objective asks for: `95 % under 200 ms`. */
export const asked = ({ measures, target, thresholdMs, inclusive }: Objective): string => {
  const share = `${Number((target * 100).toFixed(4))} %`;
  if (measures === "availability" || thresholdMs === undefined) return `${share} answered`;
  return `${share} ${inclusive ? "within" : "under"} ${duration(thresholdMs)}`;
};

/** How an objective stands: its shape and its words. */
export interface Standing {
  mark: "critical" | "error" | "warning" | "held" | "no-data";
  words: string;
}

/** How an objective stands against its budget. */
export const standingOf = ({ budget, burns }: Objective): Standing => {
  if (!budget) return { mark: "no-data", words: "No data" };
  if (budget.exhausted) return { mark: "critical", words: "Spent" };
  const burning = burns.find((burn) => burn.burning);
  if (burning?.rule === "sla.fast-burn") return { mark: "error", words: "Fast burn" };
  if (burning) return { mark: "warning", words: "Slow burn" };
  if (budget.exhaustsAt !== undefined) return { mark: "warning", words: "Will be spent at this pace" };
  const share = budget.leftShare;
  if (share !== null && share < budget.evenShare)
    return { mark: "warning", words: "Faster than an even pace" };
  return { mark: "held", words: "Slower than an even pace" };
};

const tightest = (items: readonly Objective[]): Objective | undefined =>
  [...items]
    .filter(({ budget }) => budget && budget.leftShare !== null)
    .sort((one, other) => one.budget!.leftShare! - other.budget!.leftShare!)[0];

/** The page's answer to whether the month will be made. */
export const verdict = ({ items, month }: Objectives): string => {
  const name = monthWords(month);
  if (items.length === 0) return "The specification promises no service level that can be measured";
  const worst = tightest(items);
  if (!worst?.budget) return `Nothing was measured in ${name}`;
  const several = new Set(items.map(({ environment }) => environment)).size > 1;
  const whose = several ? `${worst.name} budget of ${worst.environment}` : `${worst.name} budget`;
  if (worst.budget.exhausted) return `The ${whose} for ${name} is spent`;
  if (worst.budget.exhaustsAt !== undefined)
    return `The ${whose} for ${name} will be spent at about ${momentWords(Date.parse(worst.budget.exhaustsAt))}`;
  return `The budgets of ${name} last: of the tightest, ${worst.name}, ${left(worst.budget.leftShare!)} is left`;
};
