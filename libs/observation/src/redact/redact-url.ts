import type { Redactor } from "./redactor.ts";

/**
 * A URL without user and fragment, and with the credentials of its query replaced,
 * those that `isKnown` recognises among them; the rest as it is written.
 */
export const redactUrl = (text: string, redactor: Redactor, isKnown?: (value: string) => boolean): string => {
  const hash = text.indexOf("#");
  const url = hash === -1 ? text : text.slice(0, hash);
  const question = url.indexOf("?");
  const place = (question === -1 ? url : url.slice(0, question)).replace(/^([A-Za-z+.-]*:?\/\/)[^/]*@/, "$1");
  return question === -1 ? place : `${place}?${redactor.query(url.slice(question + 1), isKnown)}`;
};
