const grouped = new Intl.NumberFormat("en");
const percent = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });

/** 58206 as `58,206`. */
export const figure = (value: number): string => grouped.format(value);

/** 0.93 as `93 %`; never rounded up to all or down to nothing. */
export const share = (value: number): string =>
  `${percent.format(value > 0 && value < 1 ? Math.min(99, Math.max(1, value * 100)) : value * 100)} %`;

/** `1 clause`, `2 clauses`, `2 deliveries`. */
export const counted = (value: number, noun: string): string =>
  `${figure(value)} ${value === 1 ? noun : `${noun.replace(/y$/, "ie")}s`}`;
