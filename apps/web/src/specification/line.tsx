import type { ReactNode } from "react";
import type { Clause, Document } from "../data/types.ts";
import { Mark } from "../shell/marks.tsx";
import { ClausePanel } from "./clause-panel.tsx";
import { Margin, type Told } from "./margin.tsx";
import styles from "./specification.module.css";
import { gravest, STATE_WORDS } from "./states.ts";
import { yamlPieces, type Piece } from "./yaml-spans.ts";

/** What the lines of a file need to know. */
export interface LineContext {
  integration: string;
  environment?: string;
  clausesAt: ReadonlyMap<number, Clause[]>;
  findingsAt: ReadonlyMap<number, Document["findings"]>;
  /** What traffic showed of the scenario that a line names. */
  scenarioAt: ReadonlyMap<number, string>;
  /** The line that the URL names. */
  current?: number;
  /** The path of the clause that is open. */
  open?: string;
  toggle: (clause: Clause) => void;
}

const SEVERITIES: ReadonlySet<string> = new Set(["critical", "error", "warning", "info"]);

const labelOf = (look: string, clauses: readonly Clause[]): string =>
  SEVERITIES.has(look)
    ? `broken, ${look}`
    : STATE_WORDS[clauses[0]?.exercised.state ?? "no-data"].toLowerCase();

const Text = ({ pieces }: { pieces: readonly Piece[] }): ReactNode => (
  <code className={styles["text"]}>
    {pieces.map(({ text, kind }, index) => (
      <span key={index} className={kind && styles[kind === "mark" ? "mark-text" : kind]}>
        {text}
      </span>
    ))}
  </code>
);

/** A line as its authors wrote it: number, mark, text, margin; its clauses open below it. */
export const Line = (props: {
  number: number;
  text: string;
  language: string;
  above: Told;
  context: LineContext;
}): ReactNode => {
  const { number, text, language, above, context } = props;
  const clauses = context.clausesAt.get(number) ?? [];
  const look = gravest(clauses);
  const opened = clauses.find(({ path }) => path === context.open);
  const pieces = language === "yaml" || language === "yml" ? yamlPieces(text) : [{ text }];
  const isBroken = look !== undefined && SEVERITIES.has(look);
  const [first] = clauses;
  return (
    <>
      <div
        id={`L${number}`}
        className={`${styles["line"]} ${isBroken ? styles[`broken-${look}`] : ""}`}
        data-broken={isBroken || undefined}
        aria-current={context.current === number ? "true" : undefined}
      >
        <a className={styles["no"]} href={`#L${number}`} aria-label={`Line ${number}`}>
          {number}
        </a>
        {look && first ? (
          <button
            type="button"
            className={styles["mark"]}
            aria-expanded={opened !== undefined}
            onClick={() => context.toggle(opened ?? clauses.find(({ breaches }) => breaches) ?? first)}
          >
            <Mark of={look} label={`${labelOf(look, clauses)}: line ${number}`} />
          </button>
        ) : (
          <span />
        )}
        <Text pieces={pieces} />
        <Margin
          clauses={clauses}
          findings={context.findingsAt.get(number) ?? []}
          scenario={context.scenarioAt.get(number)}
          above={above}
        />
      </div>
      {opened && <ClausePanel clauses={clauses} clause={opened} context={context} />}
    </>
  );
};
