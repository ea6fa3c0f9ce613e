import type { Pool } from "pg";
import type { DataSource } from "typeorm";
import { subjectOf } from "#delivery";
import { findPayloadsWithWords } from "#event-store";
import { Problem } from "#platform";
import { listObjectTypes, type DeliveryFilter } from "#read-models";
import type { ConsoleOptions } from "../console-options.ts";
import type { AttemptCountQuery, DeliveryCountQuery } from "./delivery-queries.ts";

/** What deliveries are looked for in. */
export interface DeliverySources {
  pool: Pool;
  readModels: DataSource;
  sealing?: ConsoleOptions["sealing"];
}

/** A filter, and whether its words are in more payloads than were looked up. */
export interface AskedDeliveries {
  filter: DeliveryFilter;
  incomplete: boolean;
}

type Asked = Omit<DeliveryCountQuery & AttemptCountQuery, "state" | "outcome"> & {
  state?: DeliveryFilter["state"] | undefined;
  outcome?: DeliveryFilter["state"] | undefined;
};

const MOST_FOUND = 2000;

const refuse = (parameter: string, message: string): never => {
  throw new Problem(400, `${message}.`, { errors: [{ parameter, message }] });
};

const keysOf = ({ sealing }: DeliverySources, parameter: string): NonNullable<ConsoleOptions["sealing"]> =>
  sealing ?? refuse(parameter, `${parameter} cannot be looked for: this process has no fingerprint key`);

const subjectsOf = async (
  sources: DeliverySources,
  id: string,
  integration: string | undefined,
): Promise<string[]> => {
  const { digests } = keysOf(sources, "object");
  const types = await listObjectTypes(sources.pool, integration);
  return types.flatMap((type) => digests.map((digest) => subjectOf({ ...type, id }, digest)));
};

const attemptsWith = async (
  sources: DeliverySources,
  { words, integration, from, to }: Asked & { words: string },
): Promise<string[]> => {
  const hashes = keysOf(sources, "words").cipher.wordsToFind(words);
  if (hashes.length === 0) refuse("words", `words is ${JSON.stringify(words)}; it holds no word`);
  const found = await findPayloadsWithWords(sources.pool, {
    ...(integration !== undefined && { integration }),
    words: hashes,
    ...(to && { before: { occurredAtMs: to.getTime(), eventId: "" } }),
    ...(from && { fromMs: from.getTime() }),
    limit: MOST_FOUND,
  });
  return found.map(({ eventId }) => eventId);
};

/** What a query asks for, its object and words looked up by their keyed hashes. */
export const askedDeliveries = async (
  sources: DeliverySources,
  { object, words, attempt, outcome, ...asked }: Asked,
): Promise<AskedDeliveries> => {
  if (asked.from && asked.to && asked.to <= asked.from) refuse("to", "to is not after from");
  const { minDurationMs, maxDurationMs } = asked;
  if (minDurationMs !== undefined && maxDurationMs !== undefined && maxDurationMs < minDurationMs)
    refuse("maxDurationMs", "maxDurationMs is less than minDurationMs");
  const subjects = object === undefined ? undefined : await subjectsOf(sources, object, asked.integration);
  const attemptIds = words === undefined ? undefined : await attemptsWith(sources, { ...asked, words });
  const filter = {
    ...asked,
    number: attempt,
    state: outcome ?? asked.state,
    subjects,
    attemptIds,
  };
  const given = Object.entries(filter).filter(([, value]) => value !== undefined);
  return {
    filter: Object.fromEntries(given) as DeliveryFilter,
    incomplete: attemptIds !== undefined && attemptIds.length >= MOST_FOUND,
  };
};
