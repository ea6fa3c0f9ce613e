import { goodPercent, type Counts } from "#measurement";
import { markup, type Markup } from "./markup.ts";
import type { Measured, Place } from "../report.ts";

/** `12,345`. */
export const number = (count: number): string => count.toLocaleString("en-US");

/** A share that was asked for: `99.9 %`. */
export const targetPercent = (target: number): string => `${Number((target * 100).toFixed(6))} %`;

/** A measured share, never shown as more than it was. */
export const sharePercent = (counts: Counts): string =>
  counts.good + counts.bad === 0 ? "no data" : `${goodPercent(counts)} %`;

/** `2024-01-15 10:30`, in UTC; with seconds where there are some. */
export const time = (at: Date): string =>
  at
    .toISOString()
    .replace("T", " ")
    .replace(/(:00)?\.\d{3}Z$/, "");

/** `3 events`. */
export const several = (count: number, noun: string): string =>
  `${number(count)} ${noun}${count === 1 ? "" : "s"}`;

/** What counted, in words. */
export const counted = (measured: Measured): string =>
  `${sharePercent(measured)}: ${number(measured.good)} good, ${number(measured.bad)} bad, ${number(measured.apart)} in maintenance`;

/** A clause's place and text. */
export const cited = ({ file, line, text }: Place): Markup =>
  markup`<q class="clause">${text.trim()}</q> <span class="place">${file}:${line}</span>`;

/** `2024-01-15 10:30 to 2024-02-01 00:00`, in UTC. */
export const span = ({ from, to }: { from: Date; to: Date }): string => `${time(from)} to ${time(to)}`;
