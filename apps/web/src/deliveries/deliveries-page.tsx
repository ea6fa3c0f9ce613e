import { useSearch } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useDeliveries, useDeliveryCounts } from "../data/deliveries.ts";
import { useIntegrations } from "../data/queries.ts";
import { SendAgain } from "../redeliveries/send-again.tsx";
import { parametersOf } from "../shell/address.ts";
import { CsvLink } from "../shell/csv-link.tsx";
import { Choice, FilterForm, Time, Words, type FilterPlace } from "../shell/filter-controls.tsx";
import { Link } from "../shell/link.tsx";
import { figure } from "../shell/numbers.ts";
import { NewRows } from "../shell/new-rows.tsx";
import { Older } from "../shell/older.tsx";
import { scoped } from "../shell/scope.ts";
import { Empty, Failed, Outdated, Waiting } from "../shell/states.tsx";
import { Title } from "../shell/title.tsx";
import { DeliveryTable } from "./delivery-table.tsx";
import { STATES, type DeliveriesSearch } from "./search.ts";

const PATH = "/deliveries";

const Filters = ({ place }: { place: FilterPlace }): ReactNode => {
  const integrations = useIntegrations().data?.items ?? [];
  return (
    <FilterForm place={place} label="Webhook deliveries">
      <Choice
        place={place}
        name="state"
        label="State"
        all="every state"
        options={STATES.map((state) => [state, state])}
      />
      <Words place={place} name="eventId" label="Event" hint="evt_…" />
      <Words place={place} name="object" label="Object" hint="its id" />
      <Words place={place} name="eventType" label="Event type" hint="order.created" />
      <Words place={place} name="endpoint" label="Endpoint" hint="https://…" />
      <Words place={place} name="status" label="Status" hint="503" />
      <Words place={place} name="words" label="Words in payloads" hint="all of them" />
      <Choice
        place={place}
        name="integration"
        label="Integration"
        all="every integration"
        options={integrations.map(({ id, title }) => [id, title])}
      />
      <Time place={place} name="from" label="From" />
      <Time place={place} name="to" label="To" />
    </FilterForm>
  );
};

const Nothing = ({ filtered }: { filtered: boolean }): ReactNode =>
  filtered ? (
    <Empty title="No delivery passes these filters">
      <p>
        <Link to={PATH}>Show all deliveries</Link>
      </p>
    </Empty>
  ) : (
    <Empty title="No webhook was seen yet">
      <p>
        Each attempt to deliver one that reaches Clausewatch stands here, from the sender's and the receiver's
        side.
      </p>
    </Empty>
  );

/** What can be done with the deliveries of the filters: sent again, where they are one integration's, and taken along. */
const Actions = ({ search }: { search: DeliveriesSearch }): ReactNode => {
  const known = useIntegrations().data?.items ?? [];
  const integration = search.integration ?? (known.length === 1 ? known[0]?.id : undefined);
  const choice = integration === undefined ? undefined : { ...search, integration };
  return (
    <p className="actions">
      {choice ? (
        <SendAgain key={JSON.stringify(choice)} of={{ filter: choice }} words="Send these again" />
      ) : (
        <span className="dim">Those of one integration can be sent again.</span>
      )}
      <CsvLink path="/api/v1/deliveries/export" query={search} />
      <Link to={scoped("/deliveries/endpoints", { integration })}>Endpoints</Link>
      <Link to={scoped("/redeliveries", { integration })}>Sent again</Link>
    </p>
  );
};

/** Did it arrive, and if not, whose fault? */
export const DeliveriesPage = (): ReactNode => {
  const search = useSearch({ from: "/deliveries" });
  const filters = parametersOf(search);
  const { list, rows, waiting, outdatedSince } = useDeliveries(search);
  const counts = useDeliveryCounts(search).data;
  return (
    <>
      <Title>Webhook deliveries</Title>
      <Filters place={{ path: PATH, query: filters }} />
      <Actions search={search} />
      {list.isPending && <Waiting for="deliveries" />}
      {list.isError && !list.data && (
        <Failed what="Deliveries" error={list.error} retry={() => void list.refetch()} />
      )}
      {outdatedSince !== undefined && <Outdated since={outdatedSince} />}
      {list.isSuccess && rows.length === 0 && !list.hasNextPage && <Nothing filtered={filters.size > 0} />}
      {counts && counts.total > 0 && (
        <p className="dim">
          {counts.atLeast && "at least "}
          {figure(counts.total)} of them
        </p>
      )}
      <NewRows waiting={waiting} />
      {rows.length > 0 && <DeliveryTable rows={rows} />}
      {(rows.length > 0 || list.hasNextPage) && <Older list={list} shown={rows.length} noun="delivery" />}
    </>
  );
};
