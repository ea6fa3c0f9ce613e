import type { ReactNode } from "react";
import { counted } from "../shell/numbers.ts";
import { looksOf, type Shown } from "../specification/states.ts";
import styles from "./strip.module.css";

const PITCH = 8;
const BAR = 5.5;
const GAP = 10;
const HEIGHT = 34;
/** Bars differ in height as well as colour. */
const HEIGHTS = {
  critical: 34,
  error: 29,
  warning: 22,
  info: 16,
  held: 12,
  "not-exercised": 12,
  "not-captured": 12,
  "no-data": 8,
  "not-enforced": 2.5,
} as const;

/** How wide the clauses of each section are drawn, gaps left out. */
export const widthOf = (clauses: number): number => clauses * PITCH;

const Bar = ({ clause, x }: { clause: Shown; x: number }): ReactNode => {
  const look = looksOf(clause);
  const height = HEIGHTS[look];
  const isHollow = look === "not-exercised" || look === "no-data";
  const inset = isHollow ? 0.5 : 0;
  if (look === "not-captured")
    return (
      <path
        className={styles[look]}
        data-state={clause.exercised.state}
        d={`M${x} ${HEIGHT}L${x + BAR} ${HEIGHT - 12}`}
      />
    );
  return (
    <rect
      className={styles[look]}
      data-state={clause.exercised.state}
      x={x + inset}
      y={HEIGHT - height + inset}
      width={BAR - 2 * inset}
      height={height - 2 * inset}
    />
  );
};

/** One bar a clause in document order, a gap between sections; `choose` takes the clause under the pointer. */
export const Strip = <Clause extends Shown & { file: string; path: string }>(props: {
  clauses: readonly Clause[];
  sections?: readonly { clauses: number }[];
  /** Drawn low, and as wide as this share of its place. */
  smallShare?: number;
  choose?: (clause: Clause) => void;
}): ReactNode => {
  const { clauses, sections = [{ clauses: clauses.length }], smallShare, choose } = props;
  const starts = sections.flatMap((section, index) =>
    Array.from({ length: section.clauses }, () => index * GAP),
  );
  const width = clauses.length * PITCH + Math.max(0, sections.length - 1) * GAP;
  const broken = clauses.filter(({ exercised }) => exercised.state === "broken").length;
  const bars = clauses.map((clause, index) => ({ clause, x: index * PITCH + (starts[index] ?? 0) }));
  return (
    <svg
      className={smallShare === undefined ? styles["strip"] : styles["small"]}
      style={smallShare === undefined ? undefined : { width: `${100 * smallShare}%` }}
      viewBox={`0 0 ${Math.max(width, PITCH)} ${HEIGHT}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={`${counted(clauses.length, "clause")} in document order; ${broken === 0 ? "none" : broken} broken`}
      onClick={
        choose &&
        ((event) => {
          const box = event.currentTarget.getBoundingClientRect();
          const at = ((event.clientX - box.left) / box.width) * width;
          const found = bars.findLast(({ x }) => x <= at);
          if (found) choose(found.clause);
        })
      }
    >
      {bars.map(({ clause, x }) => (
        <Bar key={`${clause.file} ${clause.path}`} clause={clause} x={x} />
      ))}
    </svg>
  );
};
