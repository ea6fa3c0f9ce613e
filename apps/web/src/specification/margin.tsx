import type { ReactNode } from "react";
import type { Clause, Document } from "../data/types.ts";
import { Mark } from "../shell/marks.tsx";
import { age } from "../shell/moment.tsx";
import styles from "./specification.module.css";

type Finding = Document["findings"][number];

const rulesOf = (clauses: readonly Clause[]): string =>
  [...new Set(clauses.flatMap(({ rules }) => rules.map(({ id }) => id)))].join(", ");

/** What is said beside a line whose clauses are not broken: nothing where the line above says the same. */
export const quietNote = (clauses: readonly Clause[]): string => {
  if (clauses.length === 0) return "";
  const [first] = clauses;
  if (clauses.every(({ state }) => state === "unenforced"))
    return `not enforced: ${first?.reasonNot ?? "no rule covers it"}`;
  return rulesOf(clauses);
};

const Broken = ({ clause: { breaches } }: { clause: Clause }): ReactNode =>
  breaches && (
    <span title={`${breaches.message} (${breaches.parties.join(", ")})`}>
      {breaches.parties.map((party) => (
        <Mark key={party} of={party} label={party} />
      ))}
      <b className={styles["what"]}>{breaches.message}</b>
    </span>
  );

/** What is beside a line: when it was last broken, what was seen and by whom, and what lint found. */
export const Margin = (props: {
  clauses: readonly Clause[];
  findings: readonly Finding[];
  above: string;
}): ReactNode => {
  const { clauses, findings, above } = props;
  const broken = clauses.find(({ breaches }) => breaches);
  const quiet = quietNote(clauses);
  const told = findings.filter(({ rule }) => rule !== "lint.clause-not-enforced");
  const last = broken?.breaches?.lastAt;
  return (
    <span className={styles["margin"]}>
      <span className={styles["last"]}>{last !== undefined && age(last)}</span>
      <span className={styles["note"]}>
        {broken ? (
          <Broken clause={broken} />
        ) : (
          quiet !== above && (
            <span className={styles["quiet"]} title={quiet}>
              {quiet}
            </span>
          )
        )}
        {told.length > 0 && broken && " "}
        {told.map(({ rule, message }) => (
          <span key={`${rule} ${message}`} className={styles["lint"]} title={message}>
            <span className={styles["tag"]}>lint</span>
            {message}
          </span>
        ))}
      </span>
    </span>
  );
};
