import { useSearch } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useNotifications, type Notification } from "../data/alerts.ts";
import { parametersOf } from "../shell/address.ts";
import { Choice, FilterForm, SetByLinks, Time, Words } from "../shell/filter-controls.tsx";
import { FoldingTable } from "../shell/folding-table.tsx";
import { Mark } from "../shell/marks.tsx";
import { Moment } from "../shell/moment.tsx";
import { counted } from "../shell/numbers.ts";
import { NewRows } from "../shell/new-rows.tsx";
import { Older } from "../shell/older.tsx";
import { Empty, Failed, Outdated, Waiting } from "../shell/states.tsx";
import { reasonWords } from "./reasons.ts";
import { alertsSearch, OUTCOMES } from "./search.ts";

const LOOKS = {
  sent: ["held", "sent"],
  held: ["not-enforced", "held back"],
  failed: ["error", "failed"],
} as const;

const whatOf = ({ summary, groupLabels, alerts, violations }: Notification): string => {
  if (summary !== undefined) return summary;
  const labels = Object.values(groupLabels).join(" · ");
  const count = violations === undefined ? counted(alerts.length, "alert") : counted(violations, "violation");
  return [count, labels].filter(Boolean).join(": ");
};

const whyOf = ({ outcome, cause, status, reason, by, attempts, detail }: Notification): string => {
  const tries = attempts === undefined || attempts === 1 ? undefined : counted(attempts, "attempt");
  if (outcome === "sent")
    return [status === "resolved" ? "told that it is over" : cause, tries, detail].filter(Boolean).join(", ");
  const why = reason === undefined ? "" : reasonWords(reason);
  return [why, by && by.length > 0 && `by ${by.join(", ")}`, tries, detail].filter(Boolean).join("; ");
};

const Row = ({ notification }: { notification: Notification }): ReactNode => {
  const { outcome, at, receiver } = notification;
  const [mark, words] = LOOKS[outcome];
  return (
    <tr role="row">
      <td role="cell" className="nowrap">
        <Moment at={at} />
      </td>
      <td role="cell" className="nowrap">
        <Mark of={mark} /> {words}
      </td>
      <td role="cell">{receiver}</td>
      <td role="cell" className="sentence">
        {whatOf(notification)}
      </td>
      <td role="cell">{whyOf(notification)}</td>
    </tr>
  );
};

/** What was sent, what was held back and what failed, and why: the answer to "why was I not told?". */
export const History = (): ReactNode => {
  const { view: _, environment: __, ...filters } = alertsSearch.parse(useSearch({ strict: false }));
  const { list, rows, waiting, outdatedSince } = useNotifications(filters);
  const query = parametersOf({ ...filters, view: "history" });
  const place = { path: "/alerts", query };
  return (
    <>
      <FilterForm place={place} label="Notification history">
        <Choice
          place={place}
          name="outcome"
          label="Outcome"
          all="every outcome"
          options={OUTCOMES.map((outcome) => [outcome, LOOKS[outcome][1]])}
        />
        <Words place={place} name="receiver" label="Receiver" hint="slack" />
        <Words place={place} name="reason" label="Reason" hint="silenced-by" />
        <Time place={place} name="from" label="From" />
        <Time place={place} name="to" label="To" />
        <SetByLinks place={place} names={["violation", "alert", "integration"]} />
      </FilterForm>
      {list.isPending && <Waiting for="the history" />}
      {list.isError && !list.data && (
        <Failed what="The history" error={list.error} retry={() => void list.refetch()} />
      )}
      {outdatedSince !== undefined && <Outdated since={outdatedSince} />}
      {list.isSuccess && rows.length === 0 && (
        <Empty title={query.size > 1 ? "No notification passes these filters" : "Nothing was told yet"}>
          <p>What is sent, held back or fails is kept here with its reason.</p>
        </Empty>
      )}
      <NewRows waiting={waiting} />
      {rows.length > 0 && (
        <FoldingTable
          caption="Notifications, newest first"
          columns={["When", "Outcome", "Receiver", "What", "Why"]}
        >
          {rows.map((notification) => (
            <Row key={notification.id} notification={notification} />
          ))}
        </FoldingTable>
      )}
      {rows.length > 0 && <Older list={list} shown={rows.length} noun="notification" />}
    </>
  );
};
