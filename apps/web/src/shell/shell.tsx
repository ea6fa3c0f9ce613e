import type { ReactNode } from "react";
import { Link } from "./link.tsx";

const PAGES = [
  { to: "/violations", name: "Violations" },
  { to: "/integrations", name: "Integrations" },
  { to: "/dead-letters", name: "Dead letters" },
];

const isAt = (path: string, to: string): boolean =>
  path === to || path.startsWith(`${to}/`) || (path === "/" && to === "/violations");

/** The bar above every page, and the page. */
export const Shell = ({ path, children }: { path: string; children: ReactNode }): ReactNode => (
  <>
    <a className="skip" href="#main">
      To the content
    </a>
    <header className="top">
      <div className="top-in">
        <Link className="logo" to="/violations" aria-label="Clausewatch, violations">
          <svg viewBox="0 0 20 20" aria-hidden="true">
            <path d="M2 4.5h9M2 10h6M2 15.5h9" stroke="currentColor" strokeWidth="1.9" />
            <path d="M15 6.3 18.7 10 15 13.7 11.3 10z" fill="var(--critical)" />
          </svg>
          <span>Clausewatch</span>
        </Link>
        <nav className="nav" aria-label="Main">
          {PAGES.map(({ to, name }) => (
            <Link key={to} to={to} aria-current={isAt(path, to) ? "page" : undefined}>
              {name}
            </Link>
          ))}
        </nav>
      </div>
    </header>
    <main className="page" id="main" tabIndex={-1}>
      {children}
    </main>
  </>
);
