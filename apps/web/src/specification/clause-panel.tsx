import type { ReactNode } from "react";
import { useViolation } from "../data/queries.ts";
import type { Clause } from "../data/types.ts";
import { Link } from "../shell/link.tsx";
import { Mark, PartyMark, SeverityMark } from "../shell/marks.tsx";
import { Moment } from "../shell/moment.tsx";
import { counted, figure } from "../shell/numbers.ts";
import { Expected } from "../violations/expected.tsx";
import type { LineContext } from "./line.tsx";
import { useClauseViolations } from "./query.ts";
import styles from "./specification.module.css";
import { looksOf, STATE_WORDS } from "./states.ts";

const sentence = ({ exercised: { state, count, samples }, breaches, reasonNot }: Clause): string => {
  const seen =
    samples === null ? counted(count, "message") : `${figure(count)} of ${figure(samples)} bodies looked at`;
  if (breaches)
    return `${counted(breaches.violations, "violation")}, broken ${breaches.occurrences === 1 ? "once" : `${figure(breaches.occurrences)} times`}; exercised by ${seen}.`;
  if (state === "not-enforced") return `Not enforced: ${reasonNot ?? "no rule covers it"}.`;
  if (state === "held") return `Held: exercised by ${seen}, and not broken.`;
  if (state === "no-data")
    return "Enforced, and not broken; nothing was measured that could tell how often it is exercised.";
  return `${STATE_WORDS[state]}.`;
};

const Facts = ({ clause }: { clause: Clause }): ReactNode => (
  <dl className={styles["facts"]}>
    {clause.rules.length > 0 && (
      <>
        <dt>enforced by</dt>
        <dd>
          <ul>
            {clause.rules.map(({ id, title }) => (
              <li key={id}>
                <code>{id}</code> <span className="dim">{title}</span>
              </li>
            ))}
          </ul>
        </dd>
      </>
    )}
    {clause.breaches && (
      <>
        <dt>by</dt>
        <dd>
          {clause.breaches.parties.map((party) => (
            <PartyMark key={party} party={party} />
          ))}{" "}
          {clause.breaches.clients.join(", ")}
        </dd>
        <dt>last</dt>
        <dd>
          <Moment at={clause.breaches.lastAt} />
        </dd>
      </>
    )}
    {clause.contradictedBy && (
      <>
        <dt>contradicted</dt>
        <dd>
          by <a href={`#L${clause.contradictedBy.line}`}>line {clause.contradictedBy.line}</a>,{" "}
          <code>{clause.contradictedBy.text}</code>; so it accuses nobody
        </dd>
      </>
    )}
  </dl>
);

const LastCase = ({ id }: { id: string }): ReactNode => {
  const violation = useViolation(id);
  if (!violation.data) return null;
  return (
    <>
      <p className={styles["case"]}>
        <Link to={`/violations/${encodeURIComponent(id)}`}>{violation.data.message}</Link>
      </p>
      <Expected evidence={violation.data.evidence} />
    </>
  );
};

const Violations = ({ clause, context }: { clause: Clause; context: LineContext }): ReactNode => {
  const { integration, environment } = context;
  const list = useClauseViolations(integration, clause.path, environment);
  if (!list.data || list.data.items.length === 0) return null;
  const all = new URLSearchParams({ integration, clause: clause.path, ...(environment && { environment }) });
  return (
    <div>
      <h3>Its violations, newest first</h3>
      <ul className={styles["violations"]}>
        {list.data.items.map(({ id, severity, message, lastTime }) => (
          <li key={id}>
            <SeverityMark severity={severity} />
            <Link to={`/violations/${encodeURIComponent(id)}`}>{message}</Link>
            <Moment at={lastTime} />
          </li>
        ))}
      </ul>
      <p className="actions">
        <Link className="button" to={`/violations?${all}`}>
          All violations of this clause
        </Link>
      </p>
    </div>
  );
};

/** A clause, opened under its line: what it is, what enforces it, its last case and its violations. */
export const ClausePanel = (props: {
  clauses: readonly Clause[];
  clause: Clause;
  context: LineContext;
}): ReactNode => {
  const { clauses, clause, context } = props;
  return (
    <section className={styles["panel"]} aria-label={`Clause ${clause.path}`}>
      {clauses.length > 1 && (
        <p className={styles["siblings"]}>
          {clauses.map((one) => (
            <button
              key={one.path}
              type="button"
              aria-pressed={one === clause}
              onClick={() => one !== clause && context.toggle(one)}
            >
              <Mark of={looksOf(one)} label={STATE_WORDS[one.exercised.state].toLowerCase()} />
              {one.text}
            </button>
          ))}
        </p>
      )}
      <p className="dim">
        <code>{clause.path}</code>
      </p>
      <p className={styles["sentence"]}>{sentence(clause)}</p>
      <div className={styles["panel-columns"]}>
        <div>
          <Facts clause={clause} />
          {clause.breaches && <LastCase key={clause.breaches.latestId} id={clause.breaches.latestId} />}
        </div>
        <Violations clause={clause} context={context} />
      </div>
    </section>
  );
};
