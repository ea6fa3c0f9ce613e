import type { ReactNode } from "react";
import { useOverview } from "../data/overview.ts";
import { Moment } from "../shell/moment.tsx";
import { Empty, Failed, Outdated, Waiting } from "../shell/states.tsx";
import { Title } from "../shell/title.tsx";
import { AttentionList } from "./attention-list.tsx";
import { Itself } from "./itself.tsx";
import { useLastVisit } from "./last-visit.ts";
import { NewsList } from "./news-list.tsx";
import styles from "./overview.module.css";
import { Places } from "./places.tsx";
import { verdict } from "./words.ts";

/** What needs me? */
export const OverviewPage = (): ReactNode => {
  const lastVisit = useLastVisit();
  const { data, isPending, isError, isRefetchError, error, refetch, dataUpdatedAt } = useOverview(lastVisit);
  const silent = (data?.attention ?? [])
    .filter(({ about }) => about === "no-data")
    .flatMap(({ integration }) => integration ?? []);
  return (
    <>
      <div className={styles["head"]}>
        <Title>{data ? verdict(data) : "Overview"}</Title>
        {lastVisit !== undefined && (
          <p>
            since your last visit, <Moment at={lastVisit} />
          </p>
        )}
      </div>
      {isPending && <Waiting for="the overview" />}
      {isError && !data && <Failed what="The overview" error={error} retry={() => void refetch()} />}
      {isRefetchError && <Outdated since={dataUpdatedAt} />}
      {data?.watched === 0 && (
        <Empty title="Nothing is watched yet">
          <p>
            Start with <code>SPECS=path/to/specification.md npm start</code>, or with{" "}
            <code>npm start -- --demo</code> to see simulated traffic.
          </p>
        </Empty>
      )}
      {data && <AttentionList overview={data} />}
      {data && data.places.length > 0 && <Places places={data.places} silent={silent} />}
      {data && (
        <div className={styles["two"]}>
          <NewsList overview={data} />
          <Itself judged={data.judged} />
        </div>
      )}
    </>
  );
};
