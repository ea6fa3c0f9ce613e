import type { Headers } from "../headers.ts";
import type { Redactor } from "../redact/redactor.ts";
import { invalid } from "../decode/invalid-event.ts";
import { isMembers } from "../decode/members.ts";
import { HeaderList } from "./header-list.ts";

const WANTED = "must be a string, a number or an array of them";

const escape = (name: string): string => name.replaceAll("~", "~0").replaceAll("/", "~1");

const add = (list: HeaderList, name: string, value: unknown, pointer: string): void => {
  if (typeof value === "string") list.add(name, value, pointer);
  else if (typeof value === "number") list.add(name, String(value), pointer);
  else if (Array.isArray(value)) {
    for (const each of value as unknown[]) {
      if (typeof each !== "string" && typeof each !== "number")
        throw invalid(`${pointer}/${escape(name)}`, WANTED);
      list.add(name, String(each), pointer);
    }
  } else if (value !== null) throw invalid(`${pointer}/${escape(name)}`, WANTED);
};

const addPair = (list: HeaderList, pair: unknown, pointer: string): void => {
  if (!Array.isArray(pair) || pair.length !== 2 || typeof pair[0] !== "string")
    throw invalid(pointer, "must hold pairs of a name and a value");
  const [name, value] = pair as [string, unknown];
  add(list, name, value, pointer);
};

/** A message's headers from an object or from pairs; undefined when they were not captured. A null value is no header. */
export const decodeHeaders = (source: unknown, pointer: string, redactor: Redactor): Headers | undefined => {
  if (source === undefined || source === null) return undefined;
  const list = new HeaderList(redactor);
  if (Array.isArray(source)) {
    for (const pair of source as unknown[]) addPair(list, pair, pointer);
    return list;
  }
  if (!isMembers(source)) throw invalid(pointer, "must be an object or an array of pairs");
  for (const name in source) add(list, name, source[name], pointer);
  return list;
};
