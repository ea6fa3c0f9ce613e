import type { ReactNode } from "react";
import { counted, figure } from "./numbers.ts";

/** What stands below a list of the newest: how many are shown, and a button for older ones. */
export const Older = (props: {
  list: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => unknown };
  shown: number;
  noun: string;
}): ReactNode => {
  const { list, shown, noun } = props;
  return (
    <p className="after">
      <span>{list.hasNextPage ? `The newest ${figure(shown)}` : `${counted(shown, noun)}, all shown`}</span>
      {list.hasNextPage && (
        <button
          className="button"
          type="button"
          disabled={list.isFetchingNextPage}
          onClick={() => void list.fetchNextPage()}
        >
          {list.isFetchingNextPage ? "Loading 50 older…" : "Show 50 older"}
        </button>
      )}
    </p>
  );
};
