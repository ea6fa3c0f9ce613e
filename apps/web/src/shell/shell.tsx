import { Outlet } from "@tanstack/react-router";
import { lazy, Suspense, useState, type ReactNode } from "react";
import { useIntegrations } from "../data/queries.ts";
import { useSession } from "../data/session.ts";
import { useAddress } from "./address.ts";
import { Icon } from "./icons.tsx";
import { useKeyboard } from "./keyboard.ts";
import { Link } from "./link.tsx";
import { useLive } from "./live.ts";
import { LiveState } from "./live-state.tsx";
import { figure } from "./numbers.ts";
import { PAGES } from "./pages.ts";
import { OpenBanner, Person } from "./person.tsx";
import { ScopeChooser } from "./scope-chooser.tsx";
import { useScope, type Scope } from "./scope.ts";

const SearchDialog = lazy(async () => ({ default: (await import("./search-dialog.tsx")).SearchDialog }));
const KeysDialog = lazy(async () => ({ default: (await import("./keys-dialog.tsx")).KeysDialog }));

const useOpenViolations = ({ integration }: Scope): number =>
  (useIntegrations().data?.items ?? [])
    .filter(({ id }) => integration === undefined || id === integration)
    .reduce((sum, { open }) => sum + open.critical + open.error + open.warning + open.info, 0);

const Navigation = ({ scope }: { scope: Scope }): ReactNode => {
  const { path } = useAddress();
  const open = useOpenViolations(scope);
  return (
    <nav className="nav" aria-label="Main">
      {PAGES.map(({ name, isAt, addressIn }) => (
        <Link key={name} to={addressIn(scope)} aria-current={isAt(path) ? "page" : undefined}>
          {name}
          {name === "Violations" && open > 0 && (
            <span className="nav-count" aria-label={`${figure(open)} open`}>
              {figure(open)}
            </span>
          )}
        </Link>
      ))}
    </nav>
  );
};

/** The bar above every page, and the page. */
export const Shell = (): ReactNode => {
  const scope = useScope();
  const [dialog, setDialog] = useState<"search" | "keys">();
  const close = () => setDialog(undefined);
  const session = useSession().data;
  const connection = useLive(session !== undefined && session.state !== "signed-out");
  useKeyboard(scope, setDialog);
  return (
    <>
      <a className="skip" href="#main">
        To the content
      </a>
      <header className="top">
        <div className="top-in">
          <Link className="logo" to="/" aria-label="Clausewatch">
            <svg viewBox="0 0 20 20" aria-hidden="true">
              <path d="M2 4.5h9M2 10h6M2 15.5h9" stroke="currentColor" strokeWidth="1.9" />
              <path d="M15 6.3 18.7 10 15 13.7 11.3 10z" fill="var(--critical)" />
            </svg>
            <span>Clausewatch</span>
          </Link>
          <ScopeChooser />
          <Navigation scope={scope} />
          <div className="top-right">
            <button className="find" type="button" aria-label="Search" onClick={() => setDialog("search")}>
              <Icon of="find" />
              <kbd>/</kbd>
            </button>
            <LiveState connection={connection} />
            <Person />
          </div>
        </div>
      </header>
      <OpenBanner />
      <main className="page" id="main" tabIndex={-1}>
        <Outlet />
      </main>
      <Suspense>
        {dialog === "search" && <SearchDialog scope={scope} close={close} />}
        {dialog === "keys" && <KeysDialog close={close} />}
      </Suspense>
    </>
  );
};
