import type { ReactNode } from "react";
import { Button, Header, Menu, MenuItem, MenuSection, MenuTrigger, Popover } from "react-aria-components";
import { useIntegrations } from "../data/queries.ts";
import type { Integration } from "../data/types.ts";
import { goTo, useAddress } from "./address.ts";
import { Icon } from "./icons.tsx";
import { PAGES } from "./pages.ts";
import { integrationPath, scoped, useScope, type Scope } from "./scope.ts";

const ALL = "all";

/** Where the same page stands in another scope; a page about one integration has none for all. */
const addressOf = (path: string, scope: Scope): string => {
  const rest = /^\/integrations\/[^/]+(\/.*)?$/.exec(path)?.[1] ?? "";
  if (path.startsWith("/integrations") && scope.integration !== undefined)
    return scoped(integrationPath(scope.integration, rest), scope);
  const page = PAGES.find(({ isAt }) => isAt(path));
  return page && path !== "/" ? page.addressIn(scope) : scoped("/violations", scope);
};

const Environments = ({
  integration: { id, title, environments },
}: {
  integration: Integration;
}): ReactNode => (
  <MenuSection>
    <Header className="menu-head">{title}</Header>
    <MenuItem className="menu-item" id={id} aria-label={`${title}, every environment`} textValue={title}>
      every environment
    </MenuItem>
    {environments.map((environment) => (
      <MenuItem
        key={environment}
        className="menu-item"
        id={`${id} ${environment}`}
        aria-label={`${title}, ${environment}`}
        textValue={`${title}, ${environment}`}
      >
        {environment}
      </MenuItem>
    ))}
  </MenuSection>
);

/** Chooses the integration and environment that the pages speak of. */
export const ScopeChooser = (): ReactNode => {
  const { path } = useAddress();
  const scope = useScope();
  const items = useIntegrations().data?.items ?? [];
  const title = items.find(({ id }) => id === scope.integration)?.title ?? scope.integration;
  const choose = (key: string): void => {
    const [integration, environment] = key === ALL ? [] : key.split(" ");
    goTo(addressOf(path, { integration, environment }));
  };
  return (
    <MenuTrigger>
      <Button className="chooser">
        <span className="chooser-name">{title ?? "All integrations"}</span>
        {title !== undefined && (
          <span className="chooser-environment">{scope.environment ?? "every environment"}</span>
        )}
        <Icon of="down" />
      </Button>
      <Popover className="popover" placement="bottom start">
        <Menu
          className="menu"
          aria-label="Integration and environment"
          onAction={(key) => choose(String(key))}
        >
          {items.length !== 1 && (
            <MenuItem className="menu-item" id={ALL}>
              All integrations
            </MenuItem>
          )}
          {items.map((integration) => (
            <Environments key={integration.id} integration={integration} />
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
};
