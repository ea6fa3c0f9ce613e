import type { ReactNode } from "react";
import { useIntegrations } from "../data/queries.ts";
import { SEVERITIES, type Integration } from "../data/types.ts";
import { Link } from "../shell/link.tsx";
import { Mark } from "../shell/marks.tsx";
import { Moment } from "../shell/moment.tsx";
import { counted, figure, share } from "../shell/numbers.ts";
import { Empty, Failed, Outdated, Waiting } from "../shell/states.tsx";
import { Title } from "../shell/title.tsx";

/** How much of the text is enforced, as a bar and in words. */
const EnforcedShare = ({ clauses }: { clauses: Integration["clauses"] }): ReactNode => {
  if (!clauses) return <span className="dim">The text of this revision is not stored</span>;
  if (clauses.share === null) return <span className="dim">No clauses</span>;
  return (
    <>
      <svg className="share" viewBox="0 0 100 7" preserveAspectRatio="none" aria-hidden="true">
        <rect className="share-all" width="100" height="7" />
        <rect className="share-enforced" width={100 * clauses.share} height="7" />
      </svg>
      <span className="mid">
        {counted(clauses.total, "clause")}, {figure(clauses.enforced)} enforced ({share(clauses.share)})
      </span>
    </>
  );
};

/** Open violations by severity, each with its mark, and the way to their list. */
const OpenCounts = ({ integration: { id, open } }: { integration: Integration }): ReactNode => {
  const present = SEVERITIES.filter((severity) => open[severity] > 0);
  if (present.length === 0) return <span className="dim">no open violation</span>;
  return (
    <ul className="open-counts">
      {present.map((severity) => (
        <li key={severity}>
          <Mark of={severity} />
          {figure(open[severity])} {severity}
        </li>
      ))}
      <li>
        <Link to={`/violations?integration=${encodeURIComponent(id)}&status=open`}>open violations</Link>
      </li>
    </ul>
  );
};

const Row = ({ integration }: { integration: Integration }): ReactNode => (
  <li>
    <div>
      <Link className="name" to={`/integrations/${encodeURIComponent(integration.id)}`}>
        {integration.title}
      </Link>
      <code className="dim">{integration.id}</code>
    </div>
    <div>
      <EnforcedShare clauses={integration.clauses} />
    </div>
    <OpenCounts integration={integration} />
    <span className="dim">
      revision <code>{integration.revision.replace("sha256:", "").slice(0, 8)}</code> since{" "}
      <Moment at={integration.activatedAt} />
    </span>
  </li>
);

export const IntegrationsPage = (): ReactNode => {
  const integrations = useIntegrations();
  const items = integrations.data?.items;
  return (
    <>
      <Title>
        {items && items.length > 0 ? `${counted(items.length, "integration")} watched` : "Integrations"}
      </Title>
      {integrations.isPending && <Waiting for="integrations" />}
      {integrations.isError && !items && (
        <Failed what="Integrations" error={integrations.error} retry={() => void integrations.refetch()} />
      )}
      {integrations.isRefetchError && <Outdated since={integrations.dataUpdatedAt} />}
      {items?.length === 0 && (
        <Empty title="No specification is loaded">
          <p>
            Start with <code>SPECS=path/to/specification.md npm start</code>.
          </p>
        </Empty>
      )}
      {items && items.length > 0 && (
        <ul className="integrations section">
          {items.map((integration) => (
            <Row key={integration.id} integration={integration} />
          ))}
        </ul>
      )}
    </>
  );
};
