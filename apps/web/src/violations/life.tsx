import type { ReactNode } from "react";
import { reasonWords } from "../alerts/reasons.ts";
import { useNotificationsOf, type Notification } from "../data/alerts.ts";
import type { LifeEvent } from "../data/types.ts";
import { Moment } from "../shell/moment.tsx";
import { figure } from "../shell/numbers.ts";

interface Entry {
  key: string;
  at: string;
  words: string;
  note?: string;
}

const sentence = ({ type, severity, count = 0, ended, by, to }: LifeEvent): string => {
  switch (type) {
    case "ViolationOpened":
      return severity === undefined ? "Opened" : `Opened as ${severity}`;
    case "ViolationRecurred":
      return ended ? `Over, seen ${figure(count)} times` : `Seen ${figure(count)} times`;
    case "ViolationEscalated":
      return `Now ${severity}`;
    case "ViolationAcknowledged":
      return `Acknowledged by ${by}`;
    case "ViolationAssigned":
      return to === by ? `${to} takes it` : `Assigned to ${to} by ${by}`;
    case "ViolationResolved":
      return `Resolved by ${by}`;
    default:
      return type;
  }
};

const told = ({ outcome, receiver, reason, status }: Notification): string => {
  const to = receiver === undefined ? "" : ` ${receiver}`;
  const why = reason === undefined ? "" : `: ${reasonWords(reason)}`;
  if (outcome === "sent") return status === "resolved" ? `Told${to} that it is over` : `Told${to}`;
  return outcome === "held" ? `Held back${to && ` for${to}`}${why}` : `Could not tell${to}${why}`;
};

/** What happened to a violation and who was told, oldest first. */
export const Life = (props: { id: string; history: readonly LifeEvent[] }): ReactNode => {
  const notifications = useNotificationsOf(props.id).data?.items;
  const entries: Entry[] = [
    ...props.history.map((event) => ({
      key: String(event.version),
      at: event.recordedAt,
      words: sentence(event),
      note: event.note,
    })),
    ...(notifications ?? []).map((one) => ({ key: one.id, at: one.at, words: told(one) })),
  ].sort((one, other) => Date.parse(one.at) - Date.parse(other.at));
  return (
    <section className="section">
      <div className="section-head">
        <h2>Its life</h2>
      </div>
      <ol className="life">
        {entries.map(({ key, at, words, note }) => (
          <li key={key}>
            {words}
            {note !== undefined && (
              <>
                : <q>{note}</q>
              </>
            )}
            <Moment at={at} />
          </li>
        ))}
      </ol>
    </section>
  );
};
