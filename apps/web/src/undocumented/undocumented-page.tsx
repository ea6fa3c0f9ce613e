import { useSearch } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useUndocumented, type Undocumented } from "../data/exercise.ts";
import { parametersOf } from "../shell/address.ts";
import { Chosen } from "../shell/chosen.tsx";
import { CsvLink } from "../shell/csv-link.tsx";
import { Choice, FilterForm } from "../shell/filter-controls.tsx";
import { figure } from "../shell/numbers.ts";
import { PERIODS, spanOf, type Period } from "../shell/periods.ts";
import { Empty, Failed, Outdated, Waiting } from "../shell/states.tsx";
import { Title } from "../shell/title.tsx";
import { KINDS, undocumentedSearch } from "./search.ts";
import { UndocumentedTable } from "./undocumented-table.tsx";

const PATH = "/not-documented";

const titleOf = (rows: readonly Undocumented[] | undefined): string => {
  if (!rows) return "What is not documented";
  if (rows.length === 0) return "Everything that was seen is documented";
  const endpoints = rows.filter(({ what }) => what === "endpoint").length;
  const rest = rows.length - endpoints;
  const parts = [
    endpoints > 0 && `${figure(endpoints)} ${endpoints === 1 ? "endpoint" : "endpoints"}`,
    rest > 0 && `${figure(rest)} ${rest === 1 ? "detail" : "details"}`,
  ].filter((part) => part !== false);
  return `${parts.join(" and ")} ${rows.length === 1 ? "is" : "are"} in use and not in the specification`;
};

const Rows = (props: { integration: string; environment: string | undefined }): ReactNode => {
  const { integration, environment } = props;
  const search = undocumentedSearch.parse(useSearch({ strict: false }));
  const period: Period = search.period ?? "7d";
  const list = useUndocumented(integration, environment, period);
  const all = list.data?.items;
  const rows = (all ?? []).filter(({ what }) => (search.what ?? what) === what);
  const place = { path: PATH, query: parametersOf(search) };
  return (
    <>
      <Title>{titleOf(all)}</Title>
      <FilterForm place={place} label="Not documented">
        <Choice place={place} name="what" label="Kind" all="every kind" options={Object.entries(KINDS)} />
        <Choice
          place={place}
          name="period"
          label="Period"
          all={PERIODS["7d"]}
          options={[
            ["24h", PERIODS["24h"]],
            ["30d", PERIODS["30d"]],
          ]}
        />
        {list.data && (
          <CsvLink
            path={`/api/v1/integrations/${encodeURIComponent(integration)}/undocumented`}
            query={{ environment, ...spanOf(period) }}
          />
        )}
      </FilterForm>
      {list.isPending && <Waiting for="what is not documented" />}
      {list.isError && !list.data && (
        <Failed what="What is not documented" error={list.error} retry={() => void list.refetch()} />
      )}
      {list.isRefetchError && <Outdated since={list.dataUpdatedAt} />}
      {list.isSuccess && rows.length === 0 && (
        <Empty
          title={search.what ? `No ${KINDS[search.what]} that the document lacks` : "Nothing is missing"}
        >
          <p>
            Every endpoint, status, field, event type, error code and origin that was captured in the{" "}
            {PERIODS[period].toLowerCase()} is in the specification.
          </p>
        </Empty>
      )}
      {rows.length > 0 && <UndocumentedTable rows={rows} />}
    </>
  );
};

/** What traffic has and the document has not. */
export const UndocumentedPage = (): ReactNode => (
  <Chosen title="What is not documented">
    {(integration, environment) => <Rows integration={integration} environment={environment} />}
  </Chosen>
);
