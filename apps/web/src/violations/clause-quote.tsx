import type { ReactNode } from "react";
import type { Quote, ViolationDetail } from "../data/types.ts";
import { Link } from "../shell/link.tsx";
import { lineAddress } from "./violation-table.tsx";

const Lines = ({ firstLine, line, lines }: Quote): ReactNode => (
  <ol className="quote" start={firstLine}>
    {lines.map((text, index) => {
      const number = firstLine + index;
      return (
        <li key={number} aria-current={number === line ? "true" : undefined}>
          <span>{number}</span>
          <code>{text}</code>
        </li>
      );
    })}
  </ol>
);

/** The clause as its authors wrote it, among its neighbouring lines. */
export const ClauseQuote = ({ violation }: { violation: ViolationDetail }): ReactNode => {
  const { clause, quote } = violation;
  return (
    <section className="section">
      <div className="section-head">
        <h2>What the specification says</h2>
        <span className="dim">{clause.file}</span>
        <Link to={lineAddress(violation)}>Open at line {clause.line}</Link>
      </div>
      {quote ? (
        <Lines {...quote} />
      ) : (
        <Lines file={clause.file} firstLine={clause.line} line={clause.line} lines={[clause.text]} />
      )}
      <p className="facts">
        <code className="dim">{clause.path}</code>
      </p>
    </section>
  );
};
