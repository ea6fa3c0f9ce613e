import type { ReactNode } from "react";
import type { Clause, Document } from "../data/types.ts";
import { Mark } from "../shell/marks.tsx";
import { counted } from "../shell/numbers.ts";
import styles from "./specification.module.css";
import { looksOf } from "./states.ts";

/** What a step's violations are called beside its mark. */
export const brokenWords = ({ breaches }: Clause): string =>
  breaches ? counted(breaches.violations, "violation") : "";

/** A diagram in words, step by step. */
export const SequenceList = (props: {
  sequence: Document["sequences"][number];
  clauses: ReadonlyMap<string, Clause>;
  seenOf: ReadonlyMap<string, string>;
}): ReactNode => (
  <ol className={styles["steps"]}>
    {props.sequence.rows.map((row, index) => {
      if (row.kind !== "arrow")
        return row.kind === "end" ? null : (
          <li key={index} className={styles["step-block"]}>
            {row.kind === "begin" ? row.block : "or"}
          </li>
        );
      const clause = props.clauses.get(row.clause);
      return (
        <li key={index}>
          <span>
            <span className="dim">
              {row.from} → {row.to}
            </span>
            <a href={`#L${clause?.line ?? props.sequence.line}`}>{row.message}</a>
            <span className="dim">{props.seenOf.get(row.clause)}</span>
          </span>
          {clause?.breaches && (
            <span className={styles["step-broken"]}>
              <Mark of={looksOf(clause)} label="broken" /> {brokenWords(clause)}
            </span>
          )}
        </li>
      );
    })}
  </ol>
);
