import type { ReactNode } from "react";
import type { News, Overview } from "../data/overview.ts";
import { Link } from "../shell/link.tsx";
import { Moment } from "../shell/moment.tsx";
import { figure } from "../shell/numbers.ts";
import { integrationPath } from "../shell/scope.ts";
import styles from "./overview.module.css";
import { revisionWords } from "./words.ts";

const Sentence = ({ one, title }: { one: News; title: string }): ReactNode => {
  const { about, sentence, violation, count, integration } = one;
  if (about === "revision")
    return (
      <>
        {title}: revision{" "}
        <Link to={integrationPath(integration)}>
          <code>{sentence.replace("sha256:", "").slice(0, 8)}</code>
        </Link>{" "}
        active{revisionWords(one)}
      </>
    );
  const address = violation === null ? "/violations" : `/violations/${encodeURIComponent(violation)}`;
  return (
    <>
      <Link to={address}>{about === "resolved" ? "Resolved" : "Not documented"}</Link>: {sentence}
      {count > 1 && `, ${figure(count)} times`}
      <span className="dim"> {title}</span>
    </>
  );
};

/** What is new since the last visit. */
export const NewsList = ({ overview }: { overview: Overview }): ReactNode => {
  const { news, newsSince, places } = overview;
  const titleOf = (id: string): string => places.find(({ integration }) => integration === id)?.title ?? id;
  return (
    <section className={styles["section"]}>
      <h2>
        New since <Moment at={newsSince} />
      </h2>
      {news.length === 0 && <p className={styles["nothing"]}>Nothing</p>}
      <ul className={styles["news"]}>
        {news.map((one) => (
          <li key={`${one.about} ${one.at} ${one.sentence} ${one.environment ?? ""}`}>
            <Moment at={one.at} />
            <span>
              <Sentence one={one} title={titleOf(one.integration)} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
};
