import type { MeasuredCell, Uncaptured } from "#measurement";
import type { Body, Exchange } from "#observation";
import { add, entriesOf, noCounts, type Counts } from "./counts.ts";

/** What the messages of a cell were captured without, and the error codes they carried; plain data. */
export interface Shown {
  schemes: number;
  requestHeaders: number;
  requestBodies: number;
  /** By status; absent before the first. */
  responseHeaders: Counts<number | string> | undefined;
  responseBodies: Counts<number | string> | undefined;
  errorCodes: Counts<number | string> | undefined;
  token: boolean;
}

/** Nothing seen. */
export const noneShown = (): Shown => ({
  schemes: 0,
  requestHeaders: 0,
  requestBodies: 0,
  responseHeaders: undefined,
  responseBodies: undefined,
  errorCodes: undefined,
  token: false,
});

/** Whether a body was not captured, or not whole. */
export const isUncaptured = ({ state }: Body): boolean => state === "absent" || state === "truncated";

/** Notes what an exchange was captured without. */
export const noteCapture = (shown: Shown, { url, request, response }: Exchange): void => {
  if (url.scheme === undefined) shown.schemes += 1;
  if (!request.headers) shown.requestHeaders += 1;
  if (isUncaptured(request.body)) shown.requestBodies += 1;
  if (!response) return;
  if (!response.headers) add((shown.responseHeaders ??= noCounts()), response.status);
  if (isUncaptured(response.body)) add((shown.responseBodies ??= noCounts()), response.status);
};

const BY_KEY = ["responseHeaders", "responseBodies", "errorCodes"] as const;

/** Adds to what another cell has shown, `times` 1 or −1. */
export const addShown = (to: Shown, from: Shown, times: 1 | -1): void => {
  to.schemes += times * from.schemes;
  to.requestHeaders += times * from.requestHeaders;
  to.requestBodies += times * from.requestBodies;
  to.token ||= from.token;
  for (const name of BY_KEY) {
    const counts = from[name];
    if (!counts) continue;
    const sum = (to[name] ??= noCounts());
    for (const [key, count] of entriesOf(counts)) add(sum, key, times * count);
  }
};

const recordOf = (counts: Counts<number | string> | undefined): Record<string, number> | undefined =>
  counts && Object.fromEntries(entriesOf(counts));

/** As it is stored. */
export const measuredShown = (shown: Shown): Pick<MeasuredCell, "token" | "uncaptured" | "errorCodes"> => {
  const { schemes, requestHeaders, requestBodies, token } = shown;
  const responseHeaders = recordOf(shown.responseHeaders);
  const responseBodies = recordOf(shown.responseBodies);
  const errorCodes = recordOf(shown.errorCodes);
  const uncaptured: Uncaptured = {
    ...(schemes !== 0 && { schemes }),
    ...(requestHeaders !== 0 && { requestHeaders }),
    ...(requestBodies !== 0 && { requestBodies }),
    ...(responseHeaders && { responseHeaders }),
    ...(responseBodies && { responseBodies }),
  };
  return {
    ...(token && { token }),
    ...(Object.keys(uncaptured).length > 0 && { uncaptured }),
    ...(errorCodes && { errorCodes }),
  };
};
