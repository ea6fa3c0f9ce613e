import { useCallback, useState, type ReactNode } from "react";
import { useViolations } from "../data/queries.ts";
import { useBulk, type Bulk } from "../data/violations.ts";
import { counted } from "../shell/numbers.ts";
import { NewRows } from "../shell/new-rows.tsx";
import { Older } from "../shell/older.tsx";
import { Failed, Outdated, Waiting } from "../shell/states.tsx";
import { useMay } from "../shell/use-may.ts";
import { AssignChoice } from "./assign-choice.tsx";
import type { ViolationSearch } from "./search.ts";
import { ViolationTable } from "./violation-table.tsx";

const ACTIONS = { acknowledge: "Acknowledge", resolve: "Resolve" } as const;

const BulkBar = ({ ids, done }: { ids: readonly string[]; done: () => void }): ReactNode => {
  const bulk = useBulk();
  const act = (action: Bulk["action"]): void =>
    bulk.mutate({ action, ids: [...ids] }, { onSuccess: ({ refused }) => refused.length === 0 && done() });
  const refused = bulk.data?.refused ?? [];
  return (
    <p className="actions bulk" role="group" aria-label="What is chosen">
      {Object.entries(ACTIONS).map(([action, words]) => (
        <button
          key={action}
          className="button"
          type="button"
          disabled={bulk.isPending}
          onClick={() => act(action as keyof typeof ACTIONS)}
        >
          {words} {counted(ids.length, "violation")}
        </button>
      ))}
      <AssignChoice ids={ids} done={done} />
      <button className="button" type="button" onClick={done}>
        Choose none
      </button>
      {bulk.isError && <span role="alert">{bulk.error.message}</span>}
      {refused[0] && (
        <span role="alert">
          {counted(refused.length, "violation")} refused: {refused[0].detail}
        </span>
      )}
    </p>
  );
};

/** The violations that pass filters; who may act chooses some and acts on them at once. */
export const ChosenList = (props: {
  filters: ViolationSearch;
  nothing: ReactNode;
  caption?: string;
}): ReactNode => {
  const { list, rows, waiting, outdatedSince } = useViolations(props.filters);
  const mayAct = useMay("operator");
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const ids = rows.map(({ id }) => id).filter((id) => chosen.has(id));
  const choose = useCallback(
    (id: string, isChosen: boolean): void =>
      setChosen((before) => new Set(isChosen ? [...before, id] : [...before].filter((one) => one !== id))),
    [],
  );
  return (
    <>
      {list.isPending && <Waiting for="violations" />}
      {list.isError && !list.data && (
        <Failed what="Violations" error={list.error} retry={() => void list.refetch()} />
      )}
      {outdatedSince !== undefined && <Outdated since={outdatedSince} />}
      {list.isSuccess && rows.length === 0 && props.nothing}
      {ids.length > 0 && <BulkBar ids={ids} done={() => setChosen(new Set())} />}
      <NewRows waiting={waiting} />
      {rows.length > 0 && (
        <ViolationTable
          rows={rows}
          caption={props.caption}
          selection={mayAct ? { chosen, choose } : undefined}
        />
      )}
      {rows.length > 0 && <Older list={list} shown={rows.length} noun="violation" />}
    </>
  );
};
