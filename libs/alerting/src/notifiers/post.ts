import { sendRequest, type Clock, type Lookup, type OutgoingRequest } from "#platform";
import type { SendOutcome } from "../notification.ts";
import { outcomeOf, outcomeWithout } from "./outcome.ts";

/** What notifiers over HTTP share. */
export interface Outgoing {
  lookup: Lookup;
  clock: Clock;
}

/** Posts once and says what came of it; never rejects. */
export const post = async (
  request: OutgoingRequest,
  { lookup, clock }: Outgoing,
  signal: AbortSignal,
): Promise<SendOutcome> => {
  try {
    return outcomeOf(await sendRequest(request, lookup, signal), clock.nowMs());
  } catch (error) {
    return outcomeWithout(error);
  }
};

/** The headers of a JSON body. */
export const JSON_HEADERS = { "content-type": "application/json", "user-agent": "clausewatch" } as const;
