import { useParams } from "@tanstack/react-router";
import { useState, type ReactNode } from "react";
import { SilenceDialog } from "../alerts/silence-dialog.tsx";
import { useAction, useViolation } from "../data/queries.ts";
import type { ViolationDetail } from "../data/types.ts";
import { CopyButton } from "../deliveries/copy-button.tsx";
import { Link } from "../shell/link.tsx";
import { PartyMark, SeverityMark } from "../shell/marks.tsx";
import { Moment } from "../shell/moment.tsx";
import { figure } from "../shell/numbers.ts";
import { Failed, Outdated, Waiting } from "../shell/states.tsx";
import { Title } from "../shell/title.tsx";
import { AssignChoice } from "./assign-choice.tsx";
import { Causes } from "./causes.tsx";
import { ClauseQuote } from "./clause-quote.tsx";
import { Expected } from "./expected.tsx";
import { Lately } from "./lately.tsx";
import { Life } from "./life.tsx";

const Actions = ({ violation }: { violation: ViolationDetail }): ReactNode => {
  const { id, status, rule, integration, client } = violation;
  const action = useAction(id);
  const [silencing, setSilencing] = useState(false);
  const matchers = Object.entries({ alertname: rule, integration, client })
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${JSON.stringify(value)}`);
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
      {status !== "resolved" && (
        <>
          <AssignChoice ids={[id]} />
          <button
            className="button"
            type="button"
            disabled={action.isPending}
            onClick={() => action.mutate("resolve")}
          >
            Resolve
          </button>
          <button className="button" type="button" onClick={() => setSilencing(true)}>
            Silence
          </button>
        </>
      )}
      <CopyButton text={window.location.href} words="Copy link" />
      {action.isError && <span role="alert">{action.error.message}</span>}
      {silencing && <SilenceDialog matchers={matchers} close={() => setSilencing(false)} />}
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

const Whole = ({ violation }: { violation: ViolationDetail }): ReactNode => (
  <>
    <p className="standing">
      <SeverityMark severity={violation.severity} />
      <b>{violation.status}</b>
      <span className="mid">
        {violation.owner === undefined ? "nobody's" : `${violation.owner} looks after it`}
      </span>
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
      <aside>
        <Life id={violation.id} history={violation.history} />
        <Lately violation={violation} />
      </aside>
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
        {violation.data && (
          <>
            <span aria-hidden="true">/</span>
            <Link to={`/violations?rule=${encodeURIComponent(violation.data.rule)}`}>
              {violation.data.rule}
            </Link>
          </>
        )}
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
