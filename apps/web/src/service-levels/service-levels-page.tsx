import { useSearch } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useObjectives, type Objective, type Objectives } from "../data/service-levels.ts";
import { goTo, parametersOf, withParameter } from "../shell/address.ts";
import { Chosen } from "../shell/chosen.tsx";
import { CsvLink } from "../shell/csv-link.tsx";
import { Link } from "../shell/link.tsx";
import { Moment } from "../shell/moment.tsx";
import { figure } from "../shell/numbers.ts";
import { Empty, Failed, Outdated, Waiting } from "../shell/states.tsx";
import { Title } from "../shell/title.tsx";
import { lineAddress } from "../violations/violation-table.tsx";
import { BurnDown } from "./burn-down.tsx";
import { BurnWindows } from "./burn-windows.tsx";
import { ObjectiveRows } from "./objective-rows.tsx";
import { Percentiles } from "./percentiles.tsx";
import { Proof, Restatements } from "./proof.tsx";
import { serviceLevelsSearch } from "./search.ts";
import styles from "./service-levels.module.css";
import { SpentWhere } from "./spent-where.tsx";
import { finest, monthWords, verdict } from "./words.ts";

const PATH = "/service-levels";

const Facts = ({ data, integration }: { data: Objectives; integration: string }): ReactNode => {
  const [first] = data.items;
  const judged = first ? first.good + first.bad : 0;
  return (
    <p className="facts">
      <span>{monthWords(data.month)} (UTC)</span>
      <span>{figure(judged)} exchanges judged</span>
      {first && first.apart > 0 && <span>{figure(first.apart)} in maintenance, kept apart</span>}
      {first && (
        <span>
          objectives from{" "}
          <Link to={lineAddress({ integration, clause: first.clause })}>line {first.clause.line}</Link>
        </span>
      )}
      {data.daysOnly.includes(data.month) && (
        <span>only whole days are left: retention dropped this month&rsquo;s events</span>
      )}
      {data.measuredUntil !== null && (
        <span>
          measured until <Moment at={data.measuredUntil} />
        </span>
      )}
    </p>
  );
};

const reportAddress = (integration: string, month: string, format: "html" | "csv" | "json"): string =>
  `/api/v1/integrations/${encodeURIComponent(integration)}/report?${new URLSearchParams({ month, format })}`;

const MonthChoice = (props: { integration: string; month: string; query: URLSearchParams }): ReactNode => {
  const { integration, month, query } = props;
  return (
    <div className={styles["month"]}>
      <label>
        Month{" "}
        <input
          key={month}
          type="month"
          defaultValue={month}
          onChange={({ target: { value } }) => {
            if (/^[1-9]\d{3}-\d\d$/.test(value)) goTo(withParameter(PATH, query, "month", value));
          }}
        />
      </label>
      <span>
        Month&rsquo;s report: <a href={reportAddress(integration, month, "html")}>page</a>{" "}
        <a href={reportAddress(integration, month, "csv")} download>
          CSV
        </a>{" "}
        <a href={reportAddress(integration, month, "json")} download>
          JSON
        </a>
      </span>
    </div>
  );
};

const openViolations = (integration: string, { clause, environment }: Objective): string =>
  `/violations?${new URLSearchParams({ integration, environment, clause: clause.path, status: "open" })}`;

const Detail = (props: { integration: string; data: Objectives; objective: Objective }): ReactNode => {
  const { integration, data, objective } = props;
  const { environment, clause } = objective;
  const of = { clause: clause.path, environment, month: data.month };
  return (
    <>
      <section className="section">
        <div className="section-head">
          <h2>
            Budget left, <code>{objective.name}</code> in {environment}
          </h2>
          <Link to={openViolations(integration, objective)}>Its open violations</Link>
          <CsvLink
            path={`/api/v1/integrations/${encodeURIComponent(integration)}/objectives/series`}
            query={{ ...of, resolution: finest(data) }}
          />
        </div>
        <BurnDown integration={integration} objective={objective} objectives={data} />
      </section>
      <div className={styles["two"]}>
        <BurnWindows of={objective} integration={integration} />
        <SpentWhere integration={integration} of={objective} month={data.month} by="endpoint" />
      </div>
      <section className="section">
        <div className="section-head">
          <h2>Percentiles, the last 24 hours measured</h2>
          <span className="dim">exact to 1 %; dashed: what the specification asks for</span>
        </div>
        <Percentiles
          integration={integration}
          environment={environment}
          until={data.measuredUntil}
          objectives={data.items}
        />
      </section>
      <div className={styles["two"]}>
        <SpentWhere integration={integration} of={objective} month={data.month} by="client" />
        <Restatements integration={integration} of={of} />
      </div>
      <Proof integration={integration} of={of} />
    </>
  );
};

const Levels = (props: { integration: string; environment: string | undefined }): ReactNode => {
  const { integration, environment } = props;
  const search = serviceLevelsSearch.parse(useSearch({ strict: false }));
  const list = useObjectives(integration, { month: search.month, environment });
  const data = list.data;
  const query = parametersOf(search);
  const chosen =
    data?.items.find(
      (one) =>
        one.clause.path === search.clause && (search.of === undefined || one.environment === search.of),
    ) ?? data?.items[0];
  return (
    <>
      <Title>{data ? verdict(data) : "Service levels"}</Title>
      {data && <Facts data={data} integration={integration} />}
      {data && <MonthChoice integration={integration} month={data.month} query={query} />}
      {list.isPending && <Waiting for="service levels" />}
      {list.isError && !data && (
        <Failed what="Service levels" error={list.error} retry={() => void list.refetch()} />
      )}
      {list.isRefetchError && <Outdated since={list.dataUpdatedAt} />}
      {data?.items.length === 0 && (
        <Empty title="No objective">
          <p>
            An environment&rsquo;s <code>sla</code> promises service levels, such as{" "}
            <code>uptime: &quot;99.9%&quot;</code>; this specification has none that can be measured.
          </p>
        </Empty>
      )}
      {data && chosen && (
        <>
          <ObjectiveRows items={data.items} chosen={chosen} query={query} />
          <Detail integration={integration} data={data} objective={chosen} />
        </>
      )}
    </>
  );
};

/** Whether the month will be made. */
export const ServiceLevelsPage = (): ReactNode => (
  <Chosen title="Service levels">
    {(integration, environment) => <Levels integration={integration} environment={environment} />}
  </Chosen>
);
