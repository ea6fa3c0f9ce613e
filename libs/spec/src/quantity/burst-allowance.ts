import type { BurstAllowance } from "../clause.ts";
import { duration } from "./duration.ts";
import { percentage } from "./percentage.ts";

/** "150% for up to 30 seconds"; undefined for anything else, also for less than 100 %. */
export const burstAllowance = (phrase: string): BurstAllowance | undefined => {
  const match =
    /^(?:up to )?([\d.]+\s*(?:%|percent))(?: of (?:the )?limit)? for (?:up to |at most |max(?:imum)? )?(.+)$/i.exec(
      phrase.trim().replace(/\s+/g, " "),
    );
  const factor = percentage(match?.[1] ?? "");
  const durationMs = duration(match?.[2] ?? "");
  if (factor === undefined || durationMs === undefined || factor < 1 || durationMs === 0) return undefined;
  return { factor, durationMs };
};
