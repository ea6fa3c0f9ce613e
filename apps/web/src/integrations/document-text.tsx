import { useEffect, useMemo, type ReactNode } from "react";
import { useSpecification } from "../data/queries.ts";
import type { Clause } from "../data/types.ts";
import { useAddress, withParameter } from "../shell/address.ts";
import { Link } from "../shell/link.tsx";
import { Failed, Waiting } from "../shell/states.tsx";

const marginOf = (clauses: readonly Clause[]): string => {
  const rules = [...new Set(clauses.flatMap(({ enforcedBy }) => enforcedBy))];
  if (rules.length > 0) return rules.join(", ");
  return clauses.length === 0 ? "" : `not enforced: ${clauses[0]?.reasonNot ?? "no rule"}`;
};

const groupByLine = (clauses: readonly Clause[]): Map<number, Clause[]> => {
  const byLine = new Map<number, Clause[]>();
  for (const clause of clauses) byLine.set(clause.line, [...(byLine.get(clause.line) ?? []), clause]);
  return byLine;
};

/** One file with its line numbers; in the margin stands what enforces the line. */
const File = ({
  name,
  text,
  clauses,
}: {
  name: string;
  text: string;
  clauses: readonly Clause[];
}): ReactNode => {
  const byLine = useMemo(() => groupByLine(clauses), [clauses]);
  const { hash } = useAddress();
  useEffect(() => {
    document.getElementById(hash.slice(1))?.scrollIntoView({ block: "center" });
  }, [hash, name, text]);
  return (
    <ol className="document">
      {text.split(/\r\n|\r|\n/).map((line, index) => {
        const anchor = `L${index + 1}`;
        const margin = marginOf(byLine.get(index + 1) ?? []);
        return (
          <li key={index} id={anchor} aria-current={hash === `#${anchor}` ? "true" : undefined}>
            <a className="line" href={`#${anchor}`}>
              {index + 1}
            </a>
            <code>{line}</code>
            <span className="margin" title={margin}>
              {margin}
            </span>
          </li>
        );
      })}
    </ol>
  );
};

/** The specification as its authors wrote it, one file at a time. */
export const DocumentText = ({ id, clauses }: { id: string; clauses: readonly Clause[] }): ReactNode => {
  const { path, query } = useAddress();
  const file = query.get("file");
  const text = useSpecification(id);
  if (text.isPending) return <Waiting for="the specification" />;
  if (!text.data)
    return <Failed what="The specification" error={text.error} retry={() => void text.refetch()} />;
  const { files } = text.data;
  const shown = files.find(({ name }) => name === file) ?? files[0];
  if (!shown) return null;
  return (
    <>
      {files.length > 1 && (
        <nav className="facts" aria-label="Files">
          {files.map(({ name }) => (
            <Link
              key={name}
              to={withParameter(path, query, "file", name)}
              aria-current={name === shown.name ? "page" : undefined}
            >
              {name}
            </Link>
          ))}
        </nav>
      )}
      <File {...shown} clauses={clauses.filter((clause) => clause.file === shown.name)} />
    </>
  );
};
