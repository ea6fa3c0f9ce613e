import type { ReactNode } from "react";
import type { Attempt, DeliveryAudit, Sides } from "../data/deliveries.ts";
import { counted, figure } from "../shell/numbers.ts";
import { answerOf, duration, TOGETHER } from "./words.ts";

const Says = ({ attempt }: { attempt: Attempt | undefined }): ReactNode => {
  if (!attempt) return <span className="dim">nothing</span>;
  return (
    <>
      <code>{answerOf(attempt)}</code>
      {attempt.durationMs !== undefined && ` after ${duration(attempt.durationMs)}`}
      {attempt.manual && " by hand"}
    </>
  );
};

const remarksOf = ({ sameBytes, clocksDifferMs }: Sides): string =>
  [
    sameBytes === false ? "the receiver got other bytes than were sent" : "",
    clocksDifferMs === undefined ? "" : `their clocks differ by ${duration(Math.abs(clocksDifferMs))}`,
  ]
    .filter(Boolean)
    .join("; ");

const Row = (props: { sides: Sides; of: (id: string | undefined) => Attempt | undefined }): ReactNode => {
  const { sides, of } = props;
  const remarks = remarksOf(sides);
  return (
    <tr>
      <td>{sides.number ?? "–"}</td>
      <td>
        <Says attempt={of(sides.sender ?? sides.observer)} />
        {sides.sender === undefined && sides.observer !== undefined && (
          <span className="dim"> as an observer saw it</span>
        )}
      </td>
      <td>
        <Says attempt={of(sides.receiver)} />
      </td>
      <td>
        {TOGETHER[sides.together]}
        {remarks !== "" && `; ${remarks}`}
      </td>
    </tr>
  );
};

const countedBy = (attempts: readonly Attempt[], of: (attempt: Attempt) => string): string => {
  const counts = new Map<string, number>();
  for (const attempt of attempts) counts.set(of(attempt), (counts.get(of(attempt)) ?? 0) + 1);
  return [...counts].map(([word, count]) => `${word} in ${figure(count)}`).join(", ");
};

const KEPT = {
  json: "as it was parsed",
  text: "as it was sent",
  truncated: "cut off or no text, so that it is not kept",
  empty: "sent empty",
  absent: "not captured",
} as const;

const payloadWords = (attempts: readonly Attempt[]): string => {
  const digests = new Set(attempts.flatMap(({ payloadDigest }) => payloadDigest ?? []));
  const { payloadBytes, payloadKept = "absent" } =
    attempts.find((one) => one.payloadDigest) ?? attempts[0] ?? {};
  const size = payloadBytes === undefined ? "" : `${figure(payloadBytes)} B, `;
  return `${size}${KEPT[payloadKept]}${digests.size > 1 ? `; ${digests.size} different ones were seen` : ""}`;
};

const Proof = ({ attempts }: { attempts: readonly Attempt[] }): ReactNode => {
  const sources = new Set(
    attempts.filter((one) => one.observedBy !== "receiver").map(({ source }) => source),
  );
  const positions = attempts.map(({ position }) => position);
  return (
    <section className="section">
      <div className="section-head">
        <h2>Proof</h2>
      </div>
      <table className="expected">
        <tbody>
          {(
            [
              ["Signature", countedBy(attempts, ({ signature }) => signature)],
              ["Timestamp", countedBy(attempts, ({ timestamp }) => timestamp)],
              ["Payload", payloadWords(attempts)],
              [
                "Senders",
                sources.size > 1
                  ? `${counted(sources.size, "sender")} use this event id: ${[...sources].join(", ")}`
                  : [...sources].join() || "none seen",
              ],
              [
                "Recorded",
                `positions ${figure(Math.min(...positions))} to ${figure(Math.max(...positions))}`,
              ],
            ] as const
          ).map(([name, words]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{words}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
};

/** Was it sent, was it received: both sides' records side by side, and what proves them. */
export const BothSides = ({ audit }: { audit: DeliveryAudit }): ReactNode => {
  const attempts = new Map(audit.attempts.map((attempt) => [attempt.attemptId, attempt]));
  const of = (id: string | undefined) => (id === undefined ? undefined : attempts.get(id));
  if (audit.attempts.length === 0) return null;
  return (
    <div className="columns">
      <section className="section">
        <div className="section-head">
          <h2>Was it sent, was it received?</h2>
        </div>
        <div className="wide">
          <table>
            <thead>
              <tr>
                {["Attempt", "Sender says", "Receiver says", "Together"].map((name) => (
                  <th key={name} scope="col">
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {audit.sides.map((sides) => (
                <Row key={sides.sender ?? sides.observer ?? sides.receiver} sides={sides} of={of} />
              ))}
            </tbody>
          </table>
        </div>
      </section>
      <Proof attempts={audit.attempts} />
    </div>
  );
};
