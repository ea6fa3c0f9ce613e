import { useSearch } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useLimits, type LimitUse } from "../data/exercise.ts";
import { parametersOf, withParameters } from "../shell/address.ts";
import { Chosen } from "../shell/chosen.tsx";
import { CsvLink } from "../shell/csv-link.tsx";
import { Choice, FilterForm, SetByLinks } from "../shell/filter-controls.tsx";
import { figure } from "../shell/numbers.ts";
import { PERIODS, spanOf, type Period } from "../shell/periods.ts";
import { Empty, Failed, Outdated, Waiting } from "../shell/states.tsx";
import { Title } from "../shell/title.tsx";
import { LimitTable } from "./limit-table.tsx";
import { LimitWindows } from "./limit-windows.tsx";

const PATH = "/limits";

const titleOf = (rows: readonly LimitUse[]): string => {
  const [fullest] = [...rows].sort((one, other) => other.used - one.used);
  if (!fullest) return "Rate limits";
  const over = rows.filter(({ used }) => used > 1);
  const name = fullest.client ?? "An unknown client";
  if (over.length === 0)
    return `Nobody passed a limit; ${name} came nearest with ${figure(fullest.most)} of ${figure(fullest.limit)} a ${fullest.window}`;
  const most = `${name} sent up to ${figure(fullest.most)} requests a ${fullest.window} where ${figure(fullest.limit)} are allowed`;
  const others = new Set(over.map(({ client }) => client)).size - 1;
  if (others <= 0) return most;
  return `${most}; ${figure(others)} more ${others === 1 ? "client" : "clients"} passed a limit`;
};

const Limits = (props: { integration: string; environment: string | undefined }): ReactNode => {
  const { integration, environment } = props;
  const search = useSearch({ from: PATH });
  const period: Period = search.period ?? "24h";
  const list = useLimits(integration, environment, period);
  const rows = (list.data?.items ?? []).filter(({ client }) => (search.client ?? client) === client);
  const place = { path: PATH, query: parametersOf(search) };
  return (
    <>
      <Title>{titleOf(rows)}</Title>
      <FilterForm place={place} label="Limits">
        <Choice
          place={place}
          name="period"
          label="Period"
          all={PERIODS["24h"]}
          options={[
            ["7d", PERIODS["7d"]],
            ["30d", PERIODS["30d"]],
          ]}
        />
        <SetByLinks place={place} names={["client"]} />
        {list.data && (
          <CsvLink
            path={`/api/v1/integrations/${encodeURIComponent(integration)}/limits`}
            query={{ environment, ...spanOf(period) }}
          />
        )}
      </FilterForm>
      {list.isPending && <Waiting for="limits" />}
      {list.isError && !list.data && (
        <Failed what="Limits" error={list.error} retry={() => void list.refetch()} />
      )}
      {list.isRefetchError && <Outdated since={list.dataUpdatedAt} />}
      {list.isSuccess && rows.length === 0 && (
        <Empty title="No limit was used">
          <p>
            In the {PERIODS[period].toLowerCase()} no request was measured that a rate limit of the
            specification governs. Where the capture lacks the client, no limit by client can be judged.
          </p>
        </Empty>
      )}
      {search.clause !== undefined && (
        <LimitWindows
          integration={integration}
          asked={{ clause: search.clause, environment: search.of, client: search.by }}
          period={period}
          closed={withParameters(PATH, place.query, { clause: "", of: "", by: "" })}
        />
      )}
      {rows.length > 0 && <LimitTable rows={rows} integration={integration} query={place.query} />}
    </>
  );
};

/** Who used how much of which rate limit. */
export const LimitsPage = (): ReactNode => (
  <Chosen title="Rate limits">
    {(integration, environment) => <Limits integration={integration} environment={environment} />}
  </Chosen>
);
