import { through } from "../arena.ts";
import { faultOf } from "../fault.ts";
import { cut, type Link, type TcpProxy } from "../tcp-proxy.ts";
import { COMMIT, endsWithSync } from "../wire.ts";

/** When the connection is cut: with half of the statement sent, with all of it, or with the answer on its way. */
const MOMENTS = ["half", "sent", "answered"] as const;
type Moment = (typeof MOMENTS)[number];

const cutOne = (proxy: TcpProxy, moment: Moment): { cut: boolean } => {
  const state = { cut: false };
  let inside: Link | undefined;
  let isSent = false;
  const done = (link: Link): undefined => {
    state.cut = true;
    cut(link);
  };
  proxy.intercept = {
    toServer: (bytes, link) => {
      if (state.cut) return bytes;
      if (bytes.includes(COMMIT)) inside = link;
      if (inside !== link) return bytes;
      if (moment === "half") {
        link.server.write(bytes.subarray(0, bytes.length >> 1));
        link.client.destroy();
        link.server.destroySoon();
        state.cut = true;
        return undefined;
      }
      isSent = endsWithSync(bytes);
      if (moment === "answered" || !isSent) return bytes;
      state.cut = true;
      link.client.destroy();
      link.server.end(bytes);
      return undefined;
    },
    toClient: (bytes, link) =>
      moment === "answered" && isSent && link === inside && !state.cut ? done(link) : bytes,
  };
  return state;
};

/** A COMMIT whose outcome nobody is told. */
export const unknownCommits = faultOf(async (trial, { times, events }) => {
  const proxy = trial.arena.postgresProxy;
  const slice = Math.floor(events / (times + 1));
  const worker = trial.start({ databaseUrl: through(proxy, trial.databaseUrl) });
  try {
    await trial.append(slice);
    await trial.untilJudged();
    for (let n = 0; n < times; n++) {
      const state = cutOne(proxy, MOMENTS[n % MOMENTS.length]!);
      const said = worker.said(/The outcome of a commit .* is unknown/);
      await trial.append(slice);
      await trial.until("a commit is cut", () => state.cut);
      await trial.until(
        "the worker knows of it",
        () => worker.said(/The outcome of a commit .* is unknown/) > said,
      );
      await trial.untilJudged();
    }
  } finally {
    proxy.intercept = {};
  }
  return { times };
});
