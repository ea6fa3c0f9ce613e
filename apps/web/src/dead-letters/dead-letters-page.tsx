import { useSearch } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useDeadLetterCounts, useDeadLetters, useIntegrations } from "../data/queries.ts";
import type { DeadLetterCounts } from "../data/types.ts";
import { parametersOf, withParameter } from "../shell/address.ts";
import { Link } from "../shell/link.tsx";
import { counted, figure } from "../shell/numbers.ts";
import { NewRows } from "../shell/new-rows.tsx";
import { Older } from "../shell/older.tsx";
import { Empty, Failed, Outdated, Waiting } from "../shell/states.tsx";
import { Title } from "../shell/title.tsx";
import { DeadLetterTable } from "./dead-letter-table.tsx";
import { Filters } from "./filters.tsx";
import { Replay } from "./replay.tsx";

const PATH = "/dead-letters";

const summary = (counts: DeadLetterCounts | undefined): string => {
  if (!counts) return "Dead letters";
  if (counts.total === 0) return "Every record could be judged";
  return `${counted(counts.total, "record")} could not be judged`;
};

const Reasons = (props: { counts: DeadLetterCounts; query: URLSearchParams }): ReactNode => (
  <ul className="facts" aria-label="By reason">
    {props.counts.items.map(({ reason, count }) => (
      <li key={reason}>
        {figure(count)} <Link to={withParameter(PATH, props.query, "reason", reason)}>{reason}</Link>
      </li>
    ))}
  </ul>
);

const Nothing = ({ filtered }: { filtered: boolean }): ReactNode =>
  filtered ? (
    <Empty title="No dead letter passes these filters">
      <p>
        <Link to={PATH}>Show all dead letters</Link>
      </p>
    </Empty>
  ) : (
    <Empty title="There are no dead letters">
      <p>What arrives and cannot be read, or belongs to no integration, is kept here until it is replayed.</p>
    </Empty>
  );

/** A replay takes the filters of the list, but for whether something was replayed: what was is passed over. */
const ReplayThese = (props: { counts: DeadLetterCounts; filters: URLSearchParams }): ReactNode => {
  const replayable = props.counts.items.reduce((sum, item) => sum + item.replayable, 0);
  const filter = Object.fromEntries([...props.filters].filter(([name]) => name !== "pending"));
  return (
    <Replay
      key={props.filters.toString()}
      of={{ filter }}
      words={`Replay ${figure(replayable)}`}
      isPossible={replayable > 0}
    />
  );
};

export const DeadLettersPage = (): ReactNode => {
  const search = useSearch({ from: "/dead-letters" });
  const filters = parametersOf(search);
  const { list, rows, waiting, outdatedSince } = useDeadLetters(search);
  const counts = useDeadLetterCounts(search);
  const integrations = useIntegrations();
  return (
    <>
      <Title>{filters.size === 0 ? summary(counts.data) : "Dead letters"}</Title>
      <Filters query={filters} integrations={integrations.data?.items ?? []} />
      {list.isPending && <Waiting for="dead letters" />}
      {list.isError && !list.data && (
        <Failed what="Dead letters" error={list.error} retry={() => void list.refetch()} />
      )}
      {outdatedSince !== undefined && <Outdated since={outdatedSince} />}
      {list.isSuccess && rows.length === 0 && <Nothing filtered={filters.size > 0} />}
      {counts.data && rows.length > 0 && (
        <>
          <Reasons counts={counts.data} query={filters} />
          <ReplayThese counts={counts.data} filters={filters} />
        </>
      )}
      <NewRows waiting={waiting} />
      {rows.length > 0 && <DeadLetterTable rows={rows} />}
      {rows.length > 0 && <Older list={list} shown={rows.length} noun="dead letter" />}
    </>
  );
};
