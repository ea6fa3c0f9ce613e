import { useParams } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useDeadLetter } from "../data/queries.ts";
import type { DeadLetterDetail } from "../data/types.ts";
import { Link } from "../shell/link.tsx";
import { Moment } from "../shell/moment.tsx";
import { Failed, Outdated, Waiting } from "../shell/states.tsx";
import { Title } from "../shell/title.tsx";
import { placeOf, standingOf } from "./dead-letter-table.tsx";
import { REMEDIES } from "./remedies.ts";
import { Replay } from "./replay.tsx";

const KEPT = {
  whole: "as it came",
  redacted: "with fingerprints for the credentials that it held",
  incomplete: "only a part of it",
  unknown: "by an earlier version",
};

const Facts = ({ letter }: { letter: DeadLetterDetail }): ReactNode => {
  const { integration, pointer, reason } = letter;
  return (
    <p className="facts">
      <span>
        <span className="dim">at</span> <code>{placeOf(letter)}</code>
      </span>
      {integration !== undefined && (
        <span>
          <span className="dim">of</span>
          <Link to={`/dead-letters?integration=${encodeURIComponent(integration)}`}>{integration}</Link>
        </span>
      )}
      {pointer !== undefined && (
        <span>
          <span className="dim">where</span> <code>{pointer}</code>
        </span>
      )}
      <span>
        <span className="dim">reason</span>
        <Link to={`/dead-letters?reason=${encodeURIComponent(reason)}`}>
          <code>{reason}</code>
        </Link>
      </span>
    </p>
  );
};

const Headers = ({ headers }: Pick<DeadLetterDetail, "headers">): ReactNode => {
  if (Object.keys(headers).length === 0) return null;
  return (
    <section className="section">
      <div className="section-head">
        <h2>Its headers</h2>
      </div>
      <table className="expected">
        <tbody>
          {Object.entries(headers).map(([name, value]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>
                <code>{value}</code>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
};

const Whole = ({ letter }: { letter: DeadLetterDetail }): ReactNode => (
  <>
    <p className="standing">
      <b>{letter.reason}</b>
      <span>{standingOf(letter)}</span>
      <span className="mid">
        <Moment at={letter.recordedAt} />
      </span>
    </p>
    <Title>{letter.message}</Title>
    <Facts letter={letter} />
    <p className="facts">{REMEDIES[letter.reason]}</p>
    <Replay
      of={{ id: String(letter.id) }}
      words="Replay"
      isPossible={letter.problem === undefined && letter.replayedAt === undefined}
    />
    {letter.problem !== undefined && <p className="facts">It cannot be replayed: {letter.problem}.</p>}
    <section className="section">
      <div className="section-head">
        <h2>The record</h2>
        <span className="dim">kept {KEPT[letter.kept]}</span>
      </div>
      <pre className="record">
        <code>{letter.text}</code>
      </pre>
    </section>
    <Headers headers={letter.headers} />
  </>
);

export const DeadLetterPage = (): ReactNode => {
  const { id } = useParams({ from: "/dead-letters/$id" });
  const letter = useDeadLetter(id);
  return (
    <>
      <nav className="crumb" aria-label="Breadcrumb">
        <Link to="/dead-letters">Dead letters</Link>
        <span aria-hidden="true">/</span>
        <code>{id}</code>
      </nav>
      {letter.isPending && <Waiting for="the dead letter" />}
      {letter.isError && !letter.data && (
        <Failed page what="The dead letter" error={letter.error} retry={() => void letter.refetch()} />
      )}
      {letter.isRefetchError && <Outdated since={letter.dataUpdatedAt} />}
      {letter.data && <Whole letter={letter.data} />}
    </>
  );
};
