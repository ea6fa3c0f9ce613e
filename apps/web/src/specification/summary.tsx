import type { ReactNode } from "react";
import type { Document } from "../data/types.ts";
import { Moment } from "../shell/moment.tsx";
import { counted, figure } from "../shell/numbers.ts";
import { PERIODS, type Period } from "../shell/periods.ts";
import styles from "./specification.module.css";
import { countStates } from "./states.ts";

const verb = (count: number, one: string, many: string): string => (count === 1 ? one : many);

const listed = (parts: ReactNode[]): ReactNode[] =>
  parts.flatMap((part, index) => {
    if (index === 0) return [part];
    return [index === parts.length - 1 ? " and " : ", ", part];
  });

/** What is true of the contract, in one sentence. */
export const Summary = ({ document, period }: { document: Document; period: Period }): ReactNode => {
  const counts = countStates(document);
  const total = document.clauses.length;
  const { held, broken } = counts;
  const unexercised = counts["not-exercised"];
  const uncaptured = counts["not-captured"];
  const unknown = counts["no-data"];
  const parts = [
    held > 0 && `${figure(held)} held`,
    <b key="broken" className={broken > 0 ? styles["loud"] : undefined}>
      {broken === 0 ? "none was broken" : `${figure(broken)} ${verb(broken, "was", "were")} broken`}
    </b>,
    unexercised > 0 && `${figure(unexercised)} ${verb(unexercised, "was", "were")} never exercised`,
    uncaptured > 0 && `${figure(uncaptured)} could not be judged, because the capture lacks what they need`,
    unknown > 0 && `of ${figure(unknown)} there is no data`,
  ].filter((part) => part !== false);
  return (
    <p className={styles["summary"]}>
      <b>
        {counted(total, "clause")}, {figure(total - counts["not-enforced"])} of them enforced.
      </b>{" "}
      In the {PERIODS[period].toLowerCase()} {listed(parts)}.
    </p>
  );
};

/** The document's title and what there is to know of the revision. */
export const Head = ({ document, file }: { document: Document; file: string }): ReactNode => (
  <p className="facts">
    <span>
      <span className="dim">revision</span>
      <code>{document.revision.replace("sha256:", "").slice(0, 8)}</code> active since{" "}
      <Moment at={document.activatedAt} />
    </span>
    <span>
      <code>{file}</code>
    </span>
    <span>{counted(document.findings.length, "lint finding")}</span>
  </p>
);
