import type { ReactNode } from "react";
import { Refusal } from "../data/api.ts";
import { Title } from "./title.tsx";

/** Room for what is on its way; the words appear after 300 ms. */
export const Waiting = ({ for: what }: { for: string }): ReactNode => (
  <p className="waiting" role="status">
    <span>Loading {what}…</span>
  </p>
);

/** What failed, and the way to try again; `page`: the page is about nothing else. */
export const Failed = ({
  what,
  error,
  retry,
  page = false,
}: {
  what: string;
  error: Error;
  retry: () => void;
  page?: boolean;
}): ReactNode => (
  <div className="state" role="alert">
    {page ? <Title>{`${what} could not be loaded`}</Title> : <h2>{what} could not be loaded</h2>}
    <p>
      {error instanceof Refusal ? error.message : "The server does not answer. Is Clausewatch still running?"}
    </p>
    <button className="button" type="button" onClick={retry}>
      Retry
    </button>
  </div>
);

/** Why there is nothing to see, and the next step. */
export const Empty = ({ title, children }: { title: string; children: ReactNode }): ReactNode => (
  <div className="state">
    <h2>{title}</h2>
    {children}
  </div>
);

/** Says that what is shown is old because the last try failed. */
export const Outdated = ({ since }: { since: number }): ReactNode => (
  <p className="dim" role="status">
    The server does not answer. This is what stood here at {new Date(since).toLocaleTimeString("en-GB")}.
  </p>
);
