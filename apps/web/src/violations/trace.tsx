import type { ReactNode } from "react";
import type { TraceStep } from "../data/violations.ts";
import styles from "./causes.module.css";

/** The interactions of the same trace, with the seconds since the first. */
export const Trace = ({ steps }: { steps: readonly TraceStep[] }): ReactNode => {
  const [first] = steps;
  if (!first) return null;
  return (
    <section className="section">
      <div className="section-head">
        <h2>In the same trace</h2>
      </div>
      <ol className={styles["trace"]}>
        {steps.map(({ id, time, title, failed }) => (
          <li key={id}>
            <time dateTime={time}>+{((Date.parse(time) - Date.parse(first.time)) / 1000).toFixed(3)}</time>
            <span>
              {title}
              {failed && <b>, failed</b>}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
};
