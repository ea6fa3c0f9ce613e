import type { ReactNode } from "react";
import { useIntegrations } from "../data/queries.ts";
import { useAddress, withParameter } from "./address.ts";
import { Link } from "./link.tsx";
import { useScope } from "./scope.ts";
import { Empty, Failed, Waiting } from "./states.tsx";
import { Title } from "./title.tsx";

/** What speaks of one integration: that of the URL or the only one; where there are several, the way to choose. */
export const Chosen = (props: {
  title: string;
  children: (integration: string, environment: string | undefined) => ReactNode;
}): ReactNode => {
  const { title, children } = props;
  const { integration, environment } = useScope();
  const { path, query } = useAddress();
  const integrations = useIntegrations();
  if (integration !== undefined) return children(integration, environment);
  const items = integrations.data?.items;
  return (
    <>
      <Title>{title}</Title>
      {integrations.isPending && <Waiting for="integrations" />}
      {integrations.isError && !items && (
        <Failed what="Integrations" error={integrations.error} retry={() => void integrations.refetch()} />
      )}
      {items?.length === 0 && (
        <Empty title="No specification is loaded">
          <p>
            Start with <code>SPECS=path/to/specification.md npm start</code>.
          </p>
        </Empty>
      )}
      {items && items.length > 0 && (
        <Empty title="Of which integration?">
          <ul>
            {items.map(({ id, title: name }) => (
              <li key={id}>
                <Link to={withParameter(path, query, "integration", id)}>{name}</Link>
              </li>
            ))}
          </ul>
        </Empty>
      )}
    </>
  );
};
