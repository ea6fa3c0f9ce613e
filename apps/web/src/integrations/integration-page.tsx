import { useParams } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useClauses, useIntegration } from "../data/queries.ts";
import type { ClauseList } from "../data/types.ts";
import { useAddress, withParameter } from "../shell/address.ts";
import { Link } from "../shell/link.tsx";
import { counted, figure } from "../shell/numbers.ts";
import { Failed, Waiting } from "../shell/states.tsx";
import { Title } from "../shell/title.tsx";
import { ClauseTable } from "./clause-table.tsx";
import { DocumentText } from "./document-text.tsx";
import { EnforcedShare, OpenCounts } from "./integrations-page.tsx";

const VIEWS = ["", "enforced", "not-enforced", "text"] as const;

const nameOf = (view: (typeof VIEWS)[number], { total, enforced }: ClauseList): string => {
  if (view === "enforced") return `${figure(enforced)} enforced`;
  if (view === "not-enforced") return `${figure(total - enforced)} not enforced`;
  return view === "text" ? "As written" : `All ${counted(total, "clause")}`;
};

const Clauses = ({ id }: { id: string }): ReactNode => {
  const { path, query } = useAddress();
  const clauses = useClauses(id);
  if (clauses.isPending) return <Waiting for="clauses" />;
  if (!clauses.data)
    return <Failed what="The clauses" error={clauses.error} retry={() => void clauses.refetch()} />;
  const view = VIEWS.find((known) => known === query.get("view")) ?? "";
  const { items } = clauses.data;
  const shown = items.filter(
    ({ enforcedBy }) => view === "" || enforcedBy.length > 0 === (view === "enforced"),
  );
  return (
    <>
      <nav className="views" aria-label="Clauses">
        {VIEWS.map((name) => (
          <Link
            key={name}
            still
            to={withParameter(path, query, "view", name)}
            aria-current={name === view ? "page" : undefined}
          >
            {nameOf(name, clauses.data)}
          </Link>
        ))}
      </nav>
      {view === "text" ? (
        <DocumentText id={id} clauses={items} />
      ) : (
        <ClauseTable integration={id} clauses={shown} />
      )}
    </>
  );
};

export const IntegrationPage = (): ReactNode => {
  const { id } = useParams({ from: "/integrations/$id" });
  const integration = useIntegration(id);
  return (
    <>
      <nav className="crumb" aria-label="Breadcrumb">
        <Link to="/integrations">Integrations</Link>
        <span aria-hidden="true">/</span>
        <code>{id}</code>
      </nav>
      {integration.isPending && <Waiting for="the integration" />}
      {integration.isError && !integration.data && (
        <Failed what="The integration" error={integration.error} retry={() => void integration.refetch()} />
      )}
      {integration.data && (
        <>
          <Title>{integration.data.title}</Title>
          <div className="facts">
            <OpenCounts integration={integration.data} />
          </div>
          <div className="share-of-one">
            <EnforcedShare clauses={integration.data.clauses} />
          </div>
          <Clauses id={id} />
        </>
      )}
    </>
  );
};
