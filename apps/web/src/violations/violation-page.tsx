import { useParams } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useAction, useViolation } from "../data/queries.ts";
import type { ViolationDetail } from "../data/types.ts";
import { Link } from "../shell/link.tsx";
import { PartyMark, SeverityMark } from "../shell/marks.tsx";
import { Moment } from "../shell/moment.tsx";
import { counted, figure } from "../shell/numbers.ts";
import { Failed, Outdated, Waiting } from "../shell/states.tsx";
import { Title } from "../shell/title.tsx";
import { ClauseQuote } from "./clause-quote.tsx";
import { Expected } from "./expected.tsx";
import { Life } from "./life.tsx";

const Actions = ({ violation: { id, status } }: { violation: ViolationDetail }): ReactNode => {
  const action = useAction(id);
  if (status === "resolved") return null;
  return (
    <p className="actions">
      {status === "open" && (
        <button
          className="button button-first"
          type="button"
          disabled={action.isPending}
          onClick={() => action.mutate("acknowledge")}
        >
          Acknowledge
        </button>
      )}
      <button
        className="button"
        type="button"
        disabled={action.isPending}
        onClick={() => action.mutate("resolve")}
      >
        Resolve
      </button>
      {action.isError && <span role="alert">{action.error.message}</span>}
    </p>
  );
};

const Facts = ({ violation }: { violation: ViolationDetail }): ReactNode => {
  const { party, client, endpoint, environment, integration, rule, count } = violation;
  return (
    <p className="facts">
      <span>
        <PartyMark party={party} /> broke it
      </span>
      {client !== undefined && (
        <span>
          <span className="dim">client</span> {client}
        </span>
      )}
      {endpoint !== undefined && (
        <span>
          <span className="dim">at</span> <code>{endpoint}</code>
        </span>
      )}
      {environment !== undefined && (
        <span>
          <span className="dim">in</span> {environment}
        </span>
      )}
      <span>
        <span className="dim">of</span>
        <Link to={`/integrations/${encodeURIComponent(integration)}`}>{integration}</Link>
      </span>
      <span>
        <span className="dim">rule</span>
        <Link to={`/violations?rule=${encodeURIComponent(rule)}`}>
          <code>{rule}</code>
        </Link>
      </span>
      <span>{count === 1 ? "seen once" : `seen ${figure(count)} times`}</span>
    </p>
  );
};

const Causes = ({ violation: { eventIds, count } }: { violation: ViolationDetail }): ReactNode => (
  <section className="section">
    <div className="section-head">
      <h2>{counted(eventIds.length, "event")} caused it</h2>
      {count > eventIds.length && eventIds.length >= 10 && (
        <span className="dim">the first five and the last five of {figure(count)}</span>
      )}
    </div>
    <ul className="ids">
      {eventIds.map((id, index) => (
        <li key={`${index} ${id}`}>
          <code>{id}</code>
        </li>
      ))}
    </ul>
  </section>
);

const Whole = ({ violation }: { violation: ViolationDetail }): ReactNode => (
  <>
    <p className="standing">
      <SeverityMark severity={violation.severity} />
      <b>{violation.status}</b>
      <span className="mid">
        <Moment at={violation.time} />
      </span>
    </p>
    <Title>{violation.message}</Title>
    <Facts violation={violation} />
    <Actions violation={violation} />
    <div className="columns">
      <div>
        <Expected evidence={violation.evidence} />
        <ClauseQuote violation={violation} />
        <Causes violation={violation} />
      </div>
      <Life history={violation.history} />
    </div>
  </>
);

export const ViolationPage = (): ReactNode => {
  const { id } = useParams({ from: "/violations/$id" });
  const violation = useViolation(id);
  return (
    <>
      <nav className="crumb" aria-label="Breadcrumb">
        <Link to="/violations">Violations</Link>
        <span aria-hidden="true">/</span>
        <code>{id}</code>
      </nav>
      {violation.isPending && <Waiting for="the violation" />}
      {violation.isError && !violation.data && (
        <Failed page what="The violation" error={violation.error} retry={() => void violation.refetch()} />
      )}
      {violation.isRefetchError && <Outdated since={violation.dataUpdatedAt} />}
      {violation.data && <Whole violation={violation.data} />}
    </>
  );
};
