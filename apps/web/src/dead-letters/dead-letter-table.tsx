import { memo, type ReactNode } from "react";
import type { DeadLetter } from "../data/types.ts";
import { FoldingTable } from "../shell/folding-table.tsx";
import { Link } from "../shell/link.tsx";
import { Moment } from "../shell/moment.tsx";

/** A record's place in the stream. */
export const placeOf = ({ topic, partition, offset }: DeadLetter): string =>
  `${topic}/${partition}@${offset}`;

/** What has become of a dead letter since. */
export const standingOf = ({ replays, replayedAt }: DeadLetter): string => {
  if (replayedAt !== undefined) return "replayed";
  return replays === 0 ? "not replayed" : "failed again";
};

const Row = memo(({ letter }: { letter: DeadLetter }): ReactNode => {
  const { id, reason, message, pointer, integration, recordedAt } = letter;
  return (
    <tr role="row">
      <td role="cell">
        <code>{reason}</code>
      </td>
      <td role="cell" className="sentence">
        <Link to={`/dead-letters/${id}`}>{message}</Link>
        <code>{[placeOf(letter), pointer].filter(Boolean).join(" · ")}</code>
      </td>
      <td role="cell" className="client">
        {integration}
      </td>
      <td role="cell" className="nowrap">
        {standingOf(letter)}
      </td>
      <td role="cell" className="nowrap">
        <Moment at={recordedAt} />
      </td>
    </tr>
  );
});

/** Dead letters, one a row. */
export const DeadLetterTable = ({ rows }: { rows: readonly DeadLetter[] }): ReactNode => (
  <FoldingTable
    caption="Dead letters, newest first"
    columns={["Reason", "Record", "Integration", "Replay", "Recorded"]}
  >
    {rows.map((letter) => (
      <Row key={letter.id} letter={letter} />
    ))}
  </FoldingTable>
);
