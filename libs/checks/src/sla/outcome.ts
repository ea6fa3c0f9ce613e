import type { Exchange } from "#observation";
import type { ClauseParameters } from "#spec";

/** What an exchange is to an objective. */
export type Outcome = "good" | "bad" | "neither";

/** No response: what the client aborted tells nothing, nor does what has no reason. */
const unanswered = ({ failure }: Exchange): Outcome =>
  failure === undefined || failure === "aborted" ? "neither" : "bad";

const available = (exchange: Exchange): Outcome => {
  const { response } = exchange;
  if (!response) return unanswered(exchange);
  return response.status >= 500 && response.status <= 599 ? "bad" : "good";
};

/** How exchanges count toward an objective; undefined where it has no threshold that it needs. */
export const outcomeFor = ({
  measures,
  thresholdMs,
  inclusive,
}: ClauseParameters["environment.objective"]): ((exchange: Exchange) => Outcome) | undefined => {
  if (measures === "availability") return available;
  if (thresholdMs === undefined) return undefined;
  return (exchange) => {
    const { response, durationMs } = exchange;
    if (!response) return unanswered(exchange);
    if (durationMs === undefined) return "neither";
    return durationMs < thresholdMs || (inclusive === true && durationMs === thresholdMs) ? "good" : "bad";
  };
};
