import type { ReactNode } from "react";
import type { Attention, Overview } from "../data/overview.ts";
import { Link } from "../shell/link.tsx";
import { Mark, PartyMark } from "../shell/marks.tsx";
import { Moment } from "../shell/moment.tsx";
import { counted } from "../shell/numbers.ts";
import styles from "./overview.module.css";
import { addressOf, countWords, lineOf } from "./words.ts";

const Owner = ({ need: { owner, ownedSince, silencedUntil, status } }: { need: Attention }): ReactNode => {
  if (silencedUntil !== null)
    return (
      <>
        Silenced until <Moment at={silencedUntil} />
      </>
    );
  if (owner === null) return status === "acknowledged" ? "Acknowledged" : "Nobody has it yet";
  return (
    <>
      {owner}
      {ownedSince !== null && (
        <>
          , since <Moment at={ownedSince} />
        </>
      )}
    </>
  );
};

const Place = ({ need, title }: { need: Attention; title: string | undefined }): ReactNode => {
  const line = lineOf(need);
  const count = countWords(need);
  return (
    <p className="mid">
      {title !== undefined && `${title}${need.environment === null ? "" : `, ${need.environment}`}. `}
      {need.party !== null && <PartyMark party={need.party} />}
      {line !== undefined && (
        <>
          {need.party !== null && ", "}
          <Link className={styles["place"]} to={line}>
            line {need.clause?.line}
          </Link>
        </>
      )}
      {count !== undefined && `; ${count}`}
    </p>
  );
};

/** What needs somebody, a sentence each. */
export const AttentionList = ({ overview }: { overview: Overview }): ReactNode => {
  const { attention, omitted, places } = overview;
  const titleOf = ({ integration }: Attention): string | undefined =>
    places.find((place) => place.integration === integration)?.title ?? integration ?? undefined;
  if (attention.length === 0) return null;
  return (
    <>
      <ol className={styles["needs"]} aria-label="What needs attention">
        {attention.map((need) => (
          <li
            key={JSON.stringify([
              need.about,
              need.violation,
              need.integration,
              need.environment,
              need.sentence,
            ])}
          >
            <Mark of={need.severity} label={need.severity} />
            <div>
              <Link className={styles["sentence"]} to={addressOf(need)} data-row>
                {need.sentence}
              </Link>
              <Place need={need} title={titleOf(need)} />
            </div>
            <span className={styles["when"]}>
              <Moment at={need.lastAt} />
            </span>
            <span className={styles["owner"]}>
              <Owner need={need} />
            </span>
          </li>
        ))}
      </ol>
      {omitted > 0 && (
        <p className={styles["more"]}>
          <Link to="/violations?status=open">{counted(omitted, "more group")} of violations</Link>
        </p>
      )}
    </>
  );
};
