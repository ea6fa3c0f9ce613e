import type { ReactNode } from "react";
import type { Clause, Document } from "../data/types.ts";
import { Mark } from "../shell/marks.tsx";
import { age } from "../shell/moment.tsx";
import { figure } from "../shell/numbers.ts";
import styles from "./specification.module.css";

type Finding = Document["findings"][number];

const rulesOf = (clauses: readonly Clause[]): string =>
  [...new Set(clauses.flatMap(({ rules }) => rules.map(({ id }) => id)))].join(", ");

/** What is told beside a line, but for what broke it. */
export interface Told {
  count: string;
  last: string;
  note: string;
}

export const NOTHING_TOLD: Told = { count: "", last: "", note: "" };

const COUNTED = new Set(["broken", "held"]);

/** How often a line's clauses were exercised, when last, and what enforces them or why nothing does. */
export const toldOf = (clauses: readonly Clause[]): Told => {
  const [first] = clauses;
  if (!first) return NOTHING_TOLD;
  const counted = clauses.filter(({ exercised }) => COUNTED.has(exercised.state));
  const { count, lastAt } = counted[0]?.exercised ?? first.exercised;
  const isUnenforced = clauses.every(({ exercised }) => exercised.state === "not-enforced");
  return {
    count: counted.length > 0 && count > 0 ? figure(count) : "",
    last: counted.length > 0 && lastAt !== null ? age(lastAt) : "",
    note: isUnenforced ? `not enforced: ${first.reasonNot ?? "no rule covers it"}` : rulesOf(clauses),
  };
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

/** What is beside a line: how often it was exercised, what was seen and by whom, and what lint found. */
export const Margin = (props: {
  clauses: readonly Clause[];
  findings: readonly Finding[];
  scenario?: string;
  /** What was told above, which need not be said again. */
  above: Told;
}): ReactNode => {
  const { clauses, findings, scenario, above } = props;
  const broken = clauses.find(({ breaches }) => breaches);
  const { count, last, note } = toldOf(clauses);
  const found = findings.filter(({ rule }) => rule !== "lint.clause-not-enforced");
  const isNew = broken !== undefined || count !== above.count;
  const lastBroken = broken?.breaches?.lastAt;
  return (
    <span className={styles["margin"]}>
      <span className={styles["exercised"]}>{isNew && count}</span>
      <span className={styles["last"]}>{lastBroken === undefined ? isNew && last : age(lastBroken)}</span>
      <span className={styles["note"]}>
        {scenario !== undefined && <b className={styles["coverage"]}>{scenario} </b>}
        {broken ? (
          <Broken clause={broken} />
        ) : (
          note !== above.note && (
            <span className={styles["quiet"]} title={note}>
              {note}
            </span>
          )
        )}
        {found.length > 0 && (broken || note !== above.note) && " "}
        {found.map(({ rule, message }) => (
          <span key={`${rule} ${message}`} className={styles["lint"]} title={message}>
            <span className={styles["tag"]}>lint</span>
            {message}
          </span>
        ))}
      </span>
    </span>
  );
};
