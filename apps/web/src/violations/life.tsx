import type { ReactNode } from "react";
import type { LifeEvent } from "../data/types.ts";
import { Moment } from "../shell/moment.tsx";
import { figure } from "../shell/numbers.ts";

const sentence = ({ type, severity, count = 0, ended, by }: LifeEvent): string => {
  switch (type) {
    case "ViolationOpened":
      return severity === undefined ? "Opened" : `Opened as ${severity}`;
    case "ViolationRecurred":
      return ended ? `Over, seen ${figure(count)} times` : `Seen ${figure(count)} times`;
    case "ViolationEscalated":
      return `Now ${severity}`;
    case "ViolationAcknowledged":
      return `Acknowledged by ${by}`;
    case "ViolationResolved":
      return `Resolved by ${by}`;
    default:
      return type;
  }
};

/** What happened to a violation, oldest first. */
export const Life = ({ history }: { history: readonly LifeEvent[] }): ReactNode => (
  <aside className="section">
    <div className="section-head">
      <h2>Its life</h2>
    </div>
    <ol className="life">
      {history.map((event) => (
        <li key={event.version}>
          {sentence(event)}
          {event.note !== undefined && (
            <>
              : <q>{event.note}</q>
            </>
          )}
          <Moment at={event.time} />
        </li>
      ))}
    </ol>
  </aside>
);
