import type { ReactNode } from "react";
import type { Attempt, DeliveryAudit, TimelineLine } from "../data/deliveries.ts";
import { Link } from "../shell/link.tsx";
import { Mark } from "../shell/marks.tsx";
import { integrationPath } from "../shell/scope.ts";
import { ScheduleTrack } from "./schedule-track.tsx";
import { answerOf, duration, timeOfDay, timingOf } from "./words.ts";

const At = ({ at }: { at: string }): ReactNode => (
  <time dateTime={at} title={at.replace("T", " ").replace("Z", " UTC")}>
    {timeOfDay(at)}
  </time>
);

const dueOf = ({ window }: TimelineLine): string => {
  if (!window) return "";
  const { from, until } = window;
  return from === undefined ? `due by ${timeOfDay(until)}` : `due ${timeOfDay(from)} to ${timeOfDay(until)}`;
};

const OFF = { early: "warning", late: "warning", overdue: "error" } as const;

const Timing = ({ line }: { line: TimelineLine }): ReactNode => {
  const { timing } = line;
  const mark = timing === "early" || timing === "late" || timing === "overdue" ? OFF[timing] : undefined;
  return (
    <>
      {mark && <Mark of={mark} />} {timingOf(line)}
    </>
  );
};

const Answer = ({ attempt }: { attempt: Attempt | undefined }): ReactNode =>
  attempt && (
    <>
      <code className={attempt.outcome === "delivered" ? "" : "answer-bad"}>{answerOf(attempt)}</code>{" "}
      {attempt.durationMs !== undefined && <span className="dim">{duration(attempt.durationMs)}</span>}
      {attempt.outcome === "slow" && <span className="dim"> too slow</span>}
    </>
  );

const Line = (props: {
  line: TimelineLine;
  attempt: Attempt | undefined;
  audit: DeliveryAudit;
}): ReactNode => {
  const { line, attempt, audit } = props;
  const clause = line.window?.clause;
  return (
    <tr role="row">
      <td role="cell" data-label="Attempt">
        {line.number ?? "–"}
      </td>
      <td role="cell">
        {clause && (
          <>
            <b>{duration(clause.delayMs)}</b>{" "}
            <Link
              className="dim"
              to={`${integrationPath(audit.integration)}?view=text&file=${encodeURIComponent(clause.file)}#L${clause.line}`}
            >
              line {clause.line}
            </Link>
          </>
        )}
      </td>
      <td role="cell" className="nowrap">
        {attempt ? <At at={attempt.startedAt} /> : <span className="dim">not yet</span>}
        {attempt?.statedAt !== undefined && <span className="dim"> by its own clock {attempt.statedAt}</span>}
      </td>
      <td role="cell" className="waited">
        <ScheduleTrack line={line} />
        <span className="dim">{dueOf(line)}</span>
      </td>
      <td role="cell" className="nowrap">
        <Answer attempt={attempt} />
      </td>
      <td role="cell" className="nowrap">
        <Timing line={line} />
      </td>
    </tr>
  );
};

const Sent = ({ sent }: { sent: DeliveryAudit["sent"][number] }): ReactNode => (
  <tr role="row">
    <td role="cell">–</td>
    <td role="cell">sent again from here</td>
    <td role="cell" className="nowrap">
      <At at={sent.at} />
    </td>
    <td role="cell" />
    <td role="cell" className="nowrap">
      <code>{answerOf(sent)}</code>
    </td>
    <td role="cell">{sent.outcome === "unknown" ? "Nobody knows what became of it" : "By hand"}</td>
  </tr>
);

/** Attempts against the declared schedule, one a row, and the one that has to come next. */
export const Attempts = ({ audit }: { audit: DeliveryAudit }): ReactNode => {
  const attempts = new Map(audit.attempts.map((attempt) => [attempt.attemptId, attempt]));
  return (
    <section className="section">
      <div className="section-head">
        <h2>Attempts against the declared schedule</h2>
        <span className="dim">
          Each line starts when the attempt before it ended. The box is when the specification allows the next
          one.
        </span>
      </div>
      <table className="folding attempts" role="table">
        <thead role="rowgroup">
          <tr role="row">
            {["Attempt", "Declared delay", "Sent", "Waited", "Answer", "Timing"].map((name) => (
              <th key={name} role="columnheader" scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {audit.timeline.map((line) => (
            <Line
              key={line.attemptId ?? "next"}
              line={line}
              attempt={line.attemptId === undefined ? undefined : attempts.get(line.attemptId)}
              audit={audit}
            />
          ))}
          {audit.sent.map((sent) => (
            <Sent key={sent.attemptId} sent={sent} />
          ))}
        </tbody>
      </table>
    </section>
  );
};
