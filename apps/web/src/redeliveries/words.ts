import type { Redelivery } from "../data/redeliveries.ts";
import { counted, figure } from "../shell/numbers.ts";

/** The steps of a delivery that is sent again: its mark, and its words. */
export const STEPS = {
  waiting: ["not-exercised", "waiting"],
  "under-way": ["not-exercised", "under way"],
  delivered: ["held", "delivered"],
  failed: ["error", "failed"],
  unknown: ["no-data", "nobody knows whether it arrived"],
  refused: ["not-enforced", "not sent"],
} as const;

/** How far a redelivery is, as a sentence. */
export const progressOf = ({
  status,
  total,
  delivered,
  failed,
  unknown,
  refused,
  waiting,
  underWay,
}: Redelivery): string => {
  const arrived = `${figure(delivered)} of ${counted(total, "delivery")} arrived`;
  const rest = [
    failed > 0 && `${figure(failed)} failed`,
    unknown > 0 && `of ${figure(unknown)} nobody knows`,
    refused > 0 && `${figure(refused)} were not sent`,
    status === "running" && waiting + underWay > 0 && `${figure(waiting + underWay)} to go`,
    status === "cancelled" && waiting > 0 && `${figure(waiting)} were stopped`,
  ].filter((part) => part !== false);
  return [arrived, ...rest].join("; ");
};
