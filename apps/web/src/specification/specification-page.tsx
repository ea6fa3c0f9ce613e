import { useParams, useSearch } from "@tanstack/react-router";
import { useMemo, type ReactNode } from "react";
import type { Clause, Document } from "../data/types.ts";
import { goTo, useAddress, withParameter } from "../shell/address.ts";
import { Link } from "../shell/link.tsx";
import { Failed, Outdated, Waiting } from "../shell/states.tsx";
import { Title } from "../shell/title.tsx";
import { DocumentText } from "./document-text.tsx";
import { FilterBar } from "./filter-bar.tsx";
import { bySection, Map as ClauseMap, Outline } from "./map.tsx";
import { useCoverage, useDocument } from "./query.ts";
import { scenarioWords } from "./scenario-words.ts";
import type { Period } from "../shell/periods.ts";
import styles from "./specification.module.css";
import { Head, Summary } from "./summary.tsx";
import { useJumps, useLineInView } from "./use-jumps.ts";

const USUAL: Period = "7d";

const byLine = <At extends { file: string; line: number }>(file: string, all: readonly At[]) => {
  const lines = new Map<number, At[]>();
  for (const one of all) {
    if (one.file !== file) continue;
    const known = lines.get(one.line);
    if (known) known.push(one);
    else lines.set(one.line, [one]);
  }
  return lines;
};

const Files = ({ document, file }: { document: Document; file: string }): ReactNode => {
  const { path, query } = useAddress();
  if (document.files.length < 2) return null;
  return (
    <nav className="facts" aria-label="Files">
      {document.files.map(({ name }) => (
        <Link
          key={name}
          to={withParameter(path, query, "file", name)}
          aria-current={name === file ? "page" : undefined}
        >
          {name}
        </Link>
      ))}
    </nav>
  );
};

const Living = ({ document, period }: { document: Document; period: Period }): ReactNode => {
  const { path, query, hash } = useAddress();
  const search = useSearch({ from: "/integrations/$id" });
  const file = document.files.find(({ name }) => name === search.file)?.name ?? document.files[0]?.name ?? "";
  const current = /^#L(\d+)$/.exec(hash)?.[1];
  const line = current === undefined ? undefined : Number(current);
  const clausesAt = useMemo(() => byLine(file, document.clauses), [file, document]);
  const findingsAt = useMemo(() => byLine(file, document.findings), [file, document]);
  const sections = useMemo(() => bySection(document), [document]);
  const addressOf = (at: { file: string; line: number }): string =>
    `${withParameter(path, query, "file", at.file === document.files[0]?.name ? "" : at.file)}#L${at.line}`;
  const coverage = useCoverage(document.integration, search.environment, period).data;
  const scenarioAt = useMemo(
    () =>
      new Map(
        (coverage?.scenarios ?? [])
          .filter((one) => one.file === file)
          .map((one) => [one.line, scenarioWords(one)]),
      ),
    [coverage, file],
  );
  useJumps();
  useLineInView(line, true);
  const toggle = ({ path: clause }: Clause): void =>
    goTo(withParameter(path, query, "clause", clause === search.clause ? "" : clause), true);
  return (
    <>
      <header className={styles["head"]}>
        <Title>{document.title}</Title>
        <Head document={document} file={file} />
      </header>
      <Summary document={document} period={period} />
      <ClauseMap document={document} choose={(clause) => goTo(addressOf(clause))} />
      <FilterBar document={document} period={period} />
      <Files document={document} file={file} />
      <div className={styles["body"]}>
        <Outline sections={sections} addressOf={addressOf} />
        <DocumentText
          document={document}
          arrows={coverage?.arrows}
          file={file}
          show={search.show}
          context={{
            integration: document.integration,
            environment: search.environment,
            clausesAt,
            findingsAt,
            scenarioAt,
            current: line,
            open: search.clause,
            toggle,
          }}
        />
      </div>
    </>
  );
};

/** The specification, alive: what of the contract is true? */
export const SpecificationPage = (): ReactNode => {
  const { id } = useParams({ from: "/integrations/$id" });
  const { environment, period = USUAL } = useSearch({ from: "/integrations/$id" });
  const document = useDocument(id, environment, period);
  return (
    <>
      {document.isPending && <Waiting for="the specification" />}
      {document.isError && !document.data && (
        <Failed what="The specification" error={document.error} retry={() => void document.refetch()} />
      )}
      {document.isRefetchError && <Outdated since={document.dataUpdatedAt} />}
      {document.data && <Living document={document.data} period={period} />}
    </>
  );
};
