import type { ReactNode } from "react";
import { DeadLetterPage } from "./dead-letters/dead-letter-page.tsx";
import { DeadLettersPage } from "./dead-letters/dead-letters-page.tsx";
import { IntegrationPage } from "./integrations/integration-page.tsx";
import { IntegrationsPage } from "./integrations/integrations-page.tsx";
import { Link } from "./shell/link.tsx";
import { Shell } from "./shell/shell.tsx";
import { Title } from "./shell/title.tsx";
import { useAddress } from "./shell/address.ts";
import { ViolationPage } from "./violations/violation-page.tsx";
import { ViolationsPage } from "./violations/violations-page.tsx";

const NotFound = (): ReactNode => (
  <>
    <Title>There is no such page</Title>
    <p>
      <Link to="/violations">Violations</Link>, <Link to="/integrations">integrations</Link> and{" "}
      <Link to="/dead-letters">dead letters</Link> are what there is.
    </p>
  </>
);

const pageAt = (path: string): ReactNode => {
  const [place, id, ...rest] = path.split("/").filter(Boolean).map(decodeURIComponent);
  if (rest.length > 0) return <NotFound />;
  if (place === undefined || (place === "violations" && id === undefined)) return <ViolationsPage />;
  if (place === "violations" && id !== undefined) return <ViolationPage key={id} id={id} />;
  if (place === "integrations")
    return id === undefined ? <IntegrationsPage /> : <IntegrationPage key={id} id={id} />;
  if (place === "dead-letters")
    return id === undefined ? <DeadLettersPage /> : <DeadLetterPage key={id} id={id} />;
  return <NotFound />;
};

export const App = (): ReactNode => {
  const { path } = useAddress();
  return <Shell path={path}>{pageAt(path)}</Shell>;
};
