import type { ReactNode } from "react";
import type { Budget, Objective } from "../data/service-levels.ts";
import { withParameter } from "../shell/address.ts";
import { Link } from "../shell/link.tsx";
import { Mark } from "../shell/marks.tsx";
import { figure } from "../shell/numbers.ts";
import styles from "./service-levels.module.css";
import { asked, duration, left, precise, standingOf } from "./words.ts";

const within = (share: number): number => 100 * Math.min(1, Math.max(0, share));

/** What is left of a budget as a bar; the mark is what an even pace would have left. */
const BudgetBar = ({ budget, mark }: { budget: Budget; mark: string }): ReactNode => (
  <>
    <svg className={styles["bar"]} viewBox="0 0 100 14" preserveAspectRatio="none" aria-hidden="true">
      <rect className={styles["all"]} y="2" width="100" height="10" />
      <rect
        className={mark === "held" ? styles["left"] : styles["short"]}
        y="2"
        width={within(budget.leftShare ?? 0)}
        height="10"
      />
      <rect className={styles["even"]} x={within(budget.evenShare)} width="0.4" height="14" />
    </svg>
    <span className={styles["pair"]}>
      <b>{budget.leftShare === null ? "nothing is allowed" : `${left(budget.leftShare)} left`}</b>
      <span className="dim">
        {figure(budget.spent)} of {figure(budget.allowed)} bad spent
      </span>
    </span>
  </>
);

const Measured = ({ of }: { of: Objective }): ReactNode => {
  const { share, measures, thresholdMs, percentileMs, target } = of;
  if (share === null) return <span className="dim">no data</span>;
  return (
    <>
      <b className={styles["figure"]}>{precise(share)}</b>
      <span className="dim">
        {measures === "availability"
          ? "answered, and not with 5xx"
          : `under ${duration(thresholdMs ?? 0)}; p${Number((target * 100).toFixed(2))} is ${
              percentileMs === null || percentileMs === undefined ? "unknown" : duration(percentileMs)
            }`}
      </span>
    </>
  );
};

const Row = (props: { of: Objective; chosen: boolean; query: URLSearchParams }): ReactNode => {
  const { of, chosen, query } = props;
  const { mark, words } = standingOf(of);
  const address = withParameter(
    "/service-levels",
    new URLSearchParams(withParameter("", query, "clause", of.clause.path).slice(1)),
    "of",
    of.environment,
  );
  return (
    <li className={chosen ? styles["chosen"] : undefined}>
      <div>
        <Link
          to={address}
          still
          data-row
          aria-current={chosen ? "true" : undefined}
          className={styles["name"]}
        >
          {of.name}
        </Link>
        <span className="dim">
          {of.environment}; {asked(of)}, line {of.clause.line}
        </span>
      </div>
      <div>
        <Measured of={of} />
      </div>
      <div>
        {of.budget ? <BudgetBar budget={of.budget} mark={mark} /> : <span className="dim">no data</span>}
      </div>
      <div className={styles["standing"]}>
        <Mark of={mark} /> {words}
      </div>
    </li>
  );
};

/** Every objective of the month, a row each; one is chosen. */
export const ObjectiveRows = (props: {
  items: readonly Objective[];
  chosen: Objective;
  query: URLSearchParams;
}): ReactNode => (
  <ul className={styles["objectives"]}>
    {props.items.map((objective) => (
      <Row
        key={`${objective.environment} ${objective.clause.path}`}
        of={objective}
        chosen={objective === props.chosen}
        query={props.query}
      />
    ))}
  </ul>
);
