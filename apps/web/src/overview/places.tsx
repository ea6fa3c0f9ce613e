import type { ReactNode } from "react";
import { useClauses, type Place } from "../data/overview.ts";
import { SEVERITIES } from "../data/types.ts";
import { Sparkline } from "../graphics/sparkline.tsx";
import { Strip } from "../graphics/strip.tsx";
import { Link } from "../shell/link.tsx";
import { Mark } from "../shell/marks.tsx";
import { Moment } from "../shell/moment.tsx";
import { counted, figure, share } from "../shell/numbers.ts";
import { integrationPath, scoped } from "../shell/scope.ts";
import styles from "./overview.module.css";
import { rateWords, trafficWords } from "./words.ts";

/** Shorter documents are drawn shorter, so that bars stay bars. */
const LEAST_WIDTH = 60;
const NEARLY_SPENT = 0.1;

const scopeOf = ({ integration, environment }: Place) => ({
  integration,
  environment: environment ?? undefined,
});

const Clauses = ({ place, most }: { place: Place; most: number }): ReactNode => {
  const { data } = useClauses(place);
  if (!data) return null;
  const clauses = data.items.map(({ path, file, exercised, violated: { severity } }) => ({
    ...{ path, file, exercised },
    ...(severity !== null && { breaches: { severity } }),
  }));
  const broken = data.states["broken"] ?? 0;
  return (
    <>
      <Strip clauses={clauses} smallShare={Math.min(1, data.total / most)} />
      <span className="dim">
        {counted(data.total, "clause")}
        {data.share !== null && `, ${share(data.share)} enforced`}, {broken === 0 ? "none" : figure(broken)}{" "}
        broken
      </span>
    </>
  );
};

const Open = ({ place }: { place: Place }): ReactNode => {
  const present = SEVERITIES.filter((severity) => place.open[severity] > 0);
  if (present.length === 0) return <span className="dim">none open</span>;
  return (
    <Link className={styles["open"]} to={`${scoped("/violations", scopeOf(place))}&status=open`}>
      {present.map((severity) => (
        <span key={severity}>
          <Mark of={severity} label={severity} /> {figure(place.open[severity])}
        </span>
      ))}
      {place.openIsLeast && "or more"}
    </Link>
  );
};

const Budgets = ({ place: { budgets } }: { place: Place }): ReactNode => {
  if (budgets.length === 0) return <span className="dim">no objectives</span>;
  return budgets.map(({ name, clause, leftShare }) => {
    const left = Math.max(0, Math.min(1, leftShare ?? 0));
    const look = left < NEARLY_SPENT ? styles["short"] : styles["left"];
    return (
      <span key={clause} className={styles["budget"]}>
        <span>{name.replace("response_time_", "")}</span>
        <svg viewBox="0 0 100 7" preserveAspectRatio="none" aria-hidden="true">
          <rect className={styles["all"]} width="100" height="7" />
          <rect className={look} width={100 * left} height="7" />
        </svg>
        {leftShare === null ? (
          <span className="dim">no data</span>
        ) : (
          <b>{leftShare <= 0 ? "spent" : share(left)}</b>
        )}
      </span>
    );
  });
};

const Traffic = ({ place, silent }: { place: Place; silent: boolean }): ReactNode => {
  const { lastAt } = place.traffic;
  if (lastAt === null) return <span className="dim">no traffic yet</span>;
  const rate = rateWords(place);
  return (
    <>
      {rate !== undefined && <Sparkline counts={place.traffic.hours} label={trafficWords(place)} />}
      {silent && (
        <span className={styles["silent"]}>
          <Mark of="warning" /> silent
        </span>
      )}
      <span className="dim">
        {rate === undefined || silent ? "last " : `${rate}, `}
        <Moment at={lastAt} />
      </span>
    </>
  );
};

/** Every integration by environment, a row each. */
export const Places = ({
  places,
  silent,
}: {
  places: readonly Place[];
  silent: readonly string[];
}): ReactNode => {
  const sizes = places.map((place) => place.clauses);
  const most = Math.max(LEAST_WIDTH, ...sizes);
  return (
    <section className={styles["section"]}>
      <h2>
        Integrations{" "}
        <span className={styles["legend"]}>
          One bar is one clause, in the document’s order. Tall and coloured: broken in the last 7 days.
        </span>
      </h2>
      <div className={styles["heads"]} aria-hidden="true">
        <span>Integration</span>
        <span>Clauses</span>
        <span>Open violations</span>
        <span>Budget left this month</span>
        <span>Traffic, 24 h</span>
      </div>
      <ul className={styles["places"]}>
        {places.map((place) => (
          <li key={`${place.integration} ${place.environment ?? ""}`}>
            <div className={styles["who"]}>
              <Link to={scoped(integrationPath(place.integration), scopeOf(place))}>{place.title}</Link>
              <span className="dim">{place.environment ?? "environment unknown"}</span>
            </div>
            <div className={styles["clauses"]}>
              {place.clauses === 0 ? (
                <span className="dim">No clause: the text of this revision is not stored</span>
              ) : (
                <Clauses place={place} most={most} />
              )}
            </div>
            <div>
              <Open place={place} />
            </div>
            <div className={styles["budgets"]}>
              <Budgets place={place} />
            </div>
            <div className={styles["traffic"]}>
              <Traffic place={place} silent={silent.includes(place.integration)} />
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
};
