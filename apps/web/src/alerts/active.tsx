import { memo, type ReactNode } from "react";
import { useAlerts, type Alert } from "../data/alerts.ts";
import { SEVERITIES } from "../data/types.ts";
import { FoldingTable } from "../shell/folding-table.tsx";
import { Link } from "../shell/link.tsx";
import { SeverityMark } from "../shell/marks.tsx";
import { Moment } from "../shell/moment.tsx";
import { counted, figure } from "../shell/numbers.ts";
import { NewRows } from "../shell/new-rows.tsx";
import { Older } from "../shell/older.tsx";
import { Empty, Failed, Outdated, Waiting } from "../shell/states.tsx";
import { reasonWords } from "./reasons.ts";

const FILTERS = ["integration", "environment", "client", "endpoint", "clause", "party"];

/** The list of the violations that share the alert's labels. */
const violationsAddress = ({ labels }: Alert): string => {
  const query = new URLSearchParams({ rule: labels["alertname"] ?? "" });
  for (const name of FILTERS) if (labels[name]) query.set(name, labels[name]);
  return `/violations?${query}`;
};

const Told = ({ of }: { of: Alert["receivers"][number] }): ReactNode => {
  if (of.held)
    return (
      <li>
        {of.toldAt === undefined
          ? `${of.receiver === undefined ? "nobody" : `${of.receiver} not`} told: `
          : `${of.receiver ?? "nobody"} told, then held back: `}
        <span className="mid">{reasonWords(of.held.reason)}</span>
      </li>
    );
  return (
    <li>
      {of.receiver ?? "nobody"} told {of.toldAt !== undefined && <Moment at={of.toldAt} />}
    </li>
  );
};

const severityOf = ({ labels }: Alert) =>
  SEVERITIES.find((severity) => severity === labels["severity"]) ?? "info";

const Row = memo(({ alert }: { alert: Alert }): ReactNode => {
  const { labels, annotations, startsAt, endsAt, lastAt, violations, acknowledged, receivers } = alert;
  const place = [labels["integration"], labels["environment"], labels["client"], labels["endpoint"]];
  return (
    <tr role="row">
      <td role="cell">
        <SeverityMark severity={severityOf(alert)} />
      </td>
      <td role="cell" className="sentence">
        {violations > 0 ? (
          <Link to={violationsAddress(alert)}>{annotations["summary"] ?? labels["alertname"]}</Link>
        ) : (
          (annotations["summary"] ?? labels["alertname"])
        )}
        <code>{[labels["alertname"], ...place].filter(Boolean).join(" · ")}</code>
      </td>
      <td role="cell" className="nowrap" data-label="since">
        <Moment at={startsAt} />
        {endsAt !== undefined && " (over)"}
      </td>
      <td role="cell" className="nowrap" data-label="last">
        <Moment at={lastAt} />
      </td>
      <td role="cell" className="number" data-label="violations">
        {figure(violations)}
      </td>
      <td role="cell">
        <ul>
          {receivers.map((receiver) => (
            <Told key={receiver.groupKey} of={receiver} />
          ))}
          {acknowledged && <li>acknowledged: no repeats</li>}
        </ul>
      </td>
    </tr>
  );
});

/** What fires now, who was told, and why others were not. */
export const Active = (props: { integration?: string; environment?: string }): ReactNode => {
  const { list, rows, waiting, outdatedSince } = useAlerts(props.integration, props.environment);
  return (
    <>
      {list.isPending && <Waiting for="alerts" />}
      {list.isError && !list.data && (
        <Failed what="Alerts" error={list.error} retry={() => void list.refetch()} />
      )}
      {outdatedSince !== undefined && <Outdated since={outdatedSince} />}
      {list.isSuccess && rows.length === 0 && (
        <Empty title="No alert lasts">
          <p>A violation from warning upwards opens an alert, which lasts until its episode ends.</p>
        </Empty>
      )}
      <NewRows waiting={waiting} />
      {rows.length > 0 && (
        <FoldingTable
          caption="Alerts that last, newest first"
          columns={["Severity", "Alert", "Since", "Last sign", { number: "Violations" }, "Who was told"]}
        >
          {rows.map((alert) => (
            <Row key={alert.id} alert={alert} />
          ))}
        </FoldingTable>
      )}
      {rows.length > 0 && <Older list={list} shown={rows.length} noun="alert" />}
    </>
  );
};

/** What fires, as a sentence. */
export const useAlertsTitle = (integration?: string, environment?: string): string => {
  const { newest } = useAlerts(integration, environment);
  if (!newest) return "Alerts";
  const rows = newest.items.filter(({ endsAt }) => endsAt === undefined);
  if (newest.nextCursor !== undefined) return `More than ${counted(rows.length, "alert")} fire`;
  if (rows.length === 0) return "Nothing fires";
  const held = rows.filter(({ receivers }) => receivers.every(({ toldAt }) => toldAt === undefined)).length;
  const fire = `${counted(rows.length, "alert")} ${rows.length === 1 ? "fires" : "fire"}`;
  return held === 0 ? `${fire}; somebody was told of each` : `${fire}; of ${figure(held)} nobody was told`;
};
