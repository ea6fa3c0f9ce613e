import type { ReactNode } from "react";
import type { DeliveryAudit } from "../data/deliveries.ts";
import { Mark } from "../shell/marks.tsx";

const MARKS = {
  pending: "not-exercised",
  delivered: "held",
  failing: "warning",
  overdue: "error",
  exhausted: "critical",
} as const;

/** A delivery's state as mark and word. */
export const StateMark = ({ state }: Pick<DeliveryAudit, "state">): ReactNode => (
  <span className={`severity delivery-${state}`}>
    <Mark of={MARKS[state]} />
    {state}
  </span>
);
