import type { ReactNode } from "react";
import styles from "./sparkline.module.css";

const WIDTH = 110;
const HEIGHT = 22;

/** Counts over time as a line, with gaps where there is no data; `label` says the same in words. */
export const Sparkline = ({
  counts,
  label,
}: {
  counts: readonly (number | null)[];
  label: string;
}): ReactNode => {
  const most = Math.max(1, ...counts.map((count) => count ?? 0));
  const step = WIDTH / Math.max(1, counts.length - 1);
  const path = counts
    .map((count, at) => {
      if (count === null) return "";
      const point = `${(at * step).toFixed(1)} ${(HEIGHT - 2 - (count / most) * (HEIGHT - 4)).toFixed(1)}`;
      return (counts[at - 1] ?? null) === null ? `M${point}h.1` : `L${point}`;
    })
    .join("");
  return (
    <svg className={styles["line"]} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={label}>
      <path d={path} />
    </svg>
  );
};
