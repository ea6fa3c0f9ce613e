import type { ReactNode } from "react";
import type { Overview } from "../data/overview.ts";
import { Link } from "../shell/link.tsx";
import { Moment } from "../shell/moment.tsx";
import { figure } from "../shell/numbers.ts";
import styles from "./overview.module.css";

/** How Clausewatch itself is. */
export const Itself = ({ judged }: { judged: Overview["judged"] }): ReactNode => {
  const { until, exchangesToday, deadLetters, notificationsToday } = judged;
  const { sent, held, failed } = notificationsToday;
  const only = deadLetters.reasons.length === 1 ? deadLetters.reasons[0] : undefined;
  return (
    <section className={styles["section"]}>
      <h2>Clausewatch itself</h2>
      <dl className={styles["facts"]}>
        <dt>Judged up to</dt>
        <dd>{until === null ? "nothing judged yet" : <Moment at={until} />}</dd>
        <dt>Exchanges today</dt>
        <dd>{figure(exchangesToday)}</dd>
        <dt>Dead letters</dt>
        <dd>
          <Link to="/dead-letters">{figure(deadLetters.total)}</Link>
          {only !== undefined && (
            <>
              , {deadLetters.total > 1 && "all "}
              <code>{only}</code>
            </>
          )}
        </dd>
        <dt>Notifications today</dt>
        <dd>
          {figure(sent)} sent, {figure(held)} held back, {figure(failed)} failed
        </dd>
      </dl>
    </section>
  );
};
