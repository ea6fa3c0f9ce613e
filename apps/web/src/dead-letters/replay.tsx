import type { ReactNode } from "react";
import { useReplay } from "../data/queries.ts";
import type { Replayed } from "../data/types.ts";
import { counted, figure } from "../shell/numbers.ts";

const sentence = ({ replayed, left }: Replayed): string => {
  const records = counted(replayed, "record");
  const done = `${records} ${replayed === 1 ? "was" : "were"} given to the monitor again.`;
  const rest = left.map(
    ({ reason, count, problem }) => ` ${figure(count)} ${reason} cannot be replayed: ${problem}.`,
  );
  return [done, ...rest].join("");
};

/** A button that replays dead letters, and what came of it. */
export const Replay = (props: {
  of: Parameters<typeof useReplay>[0];
  words: string;
  isPossible: boolean;
}): ReactNode => {
  const replay = useReplay(props.of);
  return (
    <p className="actions">
      {props.isPossible && (
        <button
          className="button button-first"
          type="button"
          disabled={replay.isPending}
          onClick={() => replay.mutate()}
        >
          {props.words}
        </button>
      )}
      {replay.data && <span role="status">{sentence(replay.data)}</span>}
      {replay.isError && <span role="alert">{replay.error.message}</span>}
    </p>
  );
};
