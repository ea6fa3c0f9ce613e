import type { ReactNode } from "react";
import type { Clause, Document } from "../data/types.ts";
import { Strip, widthOf } from "../graphics/strip.tsx";
import { Link } from "../shell/link.tsx";
import { Mark } from "../shell/marks.tsx";
import { figure } from "../shell/numbers.ts";
import styles from "./specification.module.css";
import { gravest } from "./states.ts";

/** A section with its clauses. */
export interface SectionOfClauses {
  section: Document["sections"][number];
  clauses: Clause[];
}

/** The sections, each with its clauses. */
export const bySection = ({ sections, clauses }: Document): SectionOfClauses[] => {
  let from = 0;
  return sections.map((section) => {
    const own = clauses.slice(from, from + section.clauses);
    from += section.clauses;
    return { section, clauses: own };
  });
};

/** The strip as a map of the whole document. */
export const Map = (props: { document: Document; choose: (clause: Clause) => void }): ReactNode => (
  <div className={styles["map"]}>
    <Strip clauses={props.document.clauses} sections={props.document.sections} choose={props.choose} />
    <div className={styles["labels"]} aria-hidden="true">
      {props.document.sections.map(({ title, file, line, clauses }) => (
        <span key={`${file} ${line}`} style={{ flexGrow: widthOf(clauses), flexBasis: 0 }}>
          {title}
        </span>
      ))}
    </div>
  </div>
);

/** The sections, each with its strip and how many of its clauses are broken. */
export const Outline = (props: {
  sections: readonly SectionOfClauses[];
  addressOf: (section: Document["sections"][number]) => string;
}): ReactNode => {
  const most = Math.max(...props.sections.map(({ clauses }) => clauses.length));
  return (
    <nav className={styles["outline"]} aria-label="Sections">
      <ol>
        {props.sections.map(({ section, clauses }) => {
          const broken = clauses.filter(({ exercised }) => exercised.state === "broken");
          const look = gravest(broken);
          return (
            <li key={`${section.file} ${section.line}`}>
              <Link to={props.addressOf(section)}>
                <span className={styles["number"]}>{section.number}</span>
                <span className={styles["title"]}>{section.title}</span>
                {look && (
                  <span className={styles["count"]}>
                    <Mark of={look} label="broken" /> {figure(broken.length)}
                  </span>
                )}
              </Link>
              <Strip clauses={clauses} smallShare={clauses.length / most} />
            </li>
          );
        })}
      </ol>
      <p className={styles["keys"]}>
        <kbd>n</kbd> <kbd>p</kbd> next, previous broken clause
        <br />
        <kbd>[</kbd> <kbd>]</kbd> section
      </p>
    </nav>
  );
};
