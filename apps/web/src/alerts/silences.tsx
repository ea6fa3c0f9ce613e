import { useState, type ReactNode } from "react";
import { useAlerts, useEndSilence, useSilences, type Silence } from "../data/alerts.ts";
import { FoldingTable } from "../shell/folding-table.tsx";
import { Moment } from "../shell/moment.tsx";
import { counted, figure } from "../shell/numbers.ts";
import { Older } from "../shell/older.tsx";
import { useMay } from "../shell/use-may.ts";
import { Empty, Failed, Outdated, Waiting } from "../shell/states.tsx";
import { SilenceDialog } from "./silence-dialog.tsx";

const End = ({ of }: { of: Silence }): ReactNode => {
  const end = useEndSilence();
  return (
    <>
      <button className="button" type="button" disabled={end.isPending} onClick={() => end.mutate(of.id)}>
        End now
      </button>
      {end.isError && <span role="alert"> {end.error.message}</span>}
    </>
  );
};

const Row = (props: { silence: Silence; holds: string; mayEnd: boolean }): ReactNode => {
  const { silence, holds, mayEnd } = props;
  const { matchers, from, to, by, comment, status } = silence;
  return (
    <tr role="row">
      <td role="cell">{status}</td>
      <td role="cell" className="sentence">
        {comment}
        {matchers.map((matcher) => (
          <code key={matcher}>{matcher}</code>
        ))}
      </td>
      <td role="cell">{by}</td>
      <td role="cell" className="nowrap" data-label="from">
        <Moment at={from} />
      </td>
      <td role="cell" className="nowrap" data-label="until">
        <Moment at={to} />
      </td>
      <td role="cell" className="number" data-label="holds back">
        {status === "active" ? holds : ""}
      </td>
      <td role="cell">{mayEnd && status !== "expired" && <End of={silence} />}</td>
    </tr>
  );
};

/** Every silence, with how many alerts it holds back now. */
export const Silences = (): ReactNode => {
  const list = useSilences();
  const { newest } = useAlerts(undefined, undefined);
  const mayAct = useMay("operator");
  const [making, setMaking] = useState(false);
  const rows = list.data?.pages.flatMap((page) => page.items) ?? [];
  const standing = newest?.items ?? [];
  const atLeast = newest?.nextCursor !== undefined ? "at least " : "";
  const holds = (id: string): string => {
    const held = standing.filter(({ receivers }) => receivers.some((one) => one.held?.by?.includes(id)));
    return `${atLeast}${figure(held.length)}`;
  };
  return (
    <>
      <p className="actions">
        {mayAct ? (
          <button className="button button-first" type="button" onClick={() => setMaking(true)}>
            Make a silence
          </button>
        ) : (
          <span className="dim">Making and ending silences needs the role operator.</span>
        )}
      </p>
      {making && <SilenceDialog matchers={[]} close={() => setMaking(false)} />}
      {list.isPending && <Waiting for="silences" />}
      {list.isError && !list.data && (
        <Failed what="Silences" error={list.error} retry={() => void list.refetch()} />
      )}
      {list.isRefetchError && <Outdated since={list.dataUpdatedAt} />}
      {list.isSuccess && rows.length === 0 && (
        <Empty title="Nothing is silenced">
          <p>A silence holds back every alert that its matchers match, until it ends.</p>
        </Empty>
      )}
      {rows.length > 0 && (
        <FoldingTable
          caption={`${counted(rows.length, "silence")}, the last made first`}
          columns={["State", "Silence", "By", "From", "Until", { number: "Holds back" }, "Change"]}
        >
          {rows.map((silence) => (
            <Row key={silence.id} silence={silence} holds={holds(silence.id)} mayEnd={mayAct} />
          ))}
        </FoldingTable>
      )}
      {rows.length > 0 && <Older list={list} shown={rows.length} noun="silence" />}
    </>
  );
};
