import { useSearch } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { Document } from "../data/types.ts";
import { goTo, useAddress, withParameter } from "../shell/address.ts";
import { Mark, PartyMark } from "../shell/marks.tsx";
import { figure } from "../shell/numbers.ts";
import { PERIODS, type Period } from "../shell/periods.ts";
import { STATES } from "./search.ts";
import styles from "./specification.module.css";
import { countStates, STATE_WORDS } from "./states.ts";

const ALWAYS_SHOWN = new Set(["broken", "held", "not-exercised", "not-enforced"]);

/** Narrows the document to the clauses in one state, and says what each mark means and how many there are. */
export const FilterBar = ({ document, period }: { document: Document; period: Period }): ReactNode => {
  const { path, query } = useAddress();
  const { show } = useSearch({ from: "/integrations/$id" });
  const counts = countStates(document);
  const choose = (name: string, value: string) => goTo(withParameter(path, query, name, value), true);
  return (
    <div className={styles["bar"]} role="group" aria-label="Clauses shown">
      <button
        type="button"
        className={styles["filter"]}
        aria-pressed={show === undefined}
        onClick={() => choose("show", "")}
      >
        All <b>{figure(document.clauses.length)}</b>
      </button>
      {STATES.filter((state) => counts[state] > 0 || ALWAYS_SHOWN.has(state)).map((state) => (
        <button
          key={state}
          type="button"
          className={styles["filter"]}
          aria-pressed={show === state}
          onClick={() => choose("show", show === state ? "" : state)}
        >
          <Mark of={state === "broken" ? "error" : state} />
          {STATE_WORDS[state]} <b>{figure(counts[state])}</b>
        </button>
      ))}
      <span className={styles["parties"]}>
        <PartyMark party="consumer" />
        <PartyMark party="provider" />
      </span>
      <label className={styles["period"]}>
        <span className="sr">Period</span>
        <select value={period} onChange={(event) => choose("period", event.target.value)}>
          {Object.entries(PERIODS).map(([value, words]) => (
            <option key={value} value={value}>
              {words}
            </option>
          ))}
        </select>
      </label>
    </div>
  );
};
