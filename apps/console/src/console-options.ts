import type { Pool } from "pg";
import type { DataSource } from "typeorm";
import type { CompiledSpecification } from "#checks";
import type { ReplayRecord } from "#event-store";
import type { IdentityProviderConfiguration, PayloadCipher } from "#platform";

/** A revision's specification with its clauses accounted for; undefined when its text is not stored. */
export type RevisionSource = (revision: string) => Promise<CompiledSpecification | undefined>;

/** An event of the observation stream, redacted, with where it stands in its log. */
export interface ObservedEvent {
  partition: number;
  offset: number;
  event: Record<string, unknown>;
}

/** Events of an integration that hold one of some texts and came shortly before a time. */
export type FindObserved = (
  integration: string,
  texts: readonly string[],
  beforeMs: number,
) => Promise<ObservedEvent[]>;

/** What the console works on; whoever passes it in also ends it. */
export interface ConsoleOptions {
  /** The event store. */
  pool: Pool;
  /** Appends records to the observation stream; rejects with StreamUnavailable or a user's mistake. */
  append(records: readonly ReplayRecord[]): Promise<void>;
  /** Initialised source of the read models. */
  readModels: DataSource;
  /** What payloads are sealed with, and the keyed hashes that objects are known by; absent: no payload is shown or found. */
  sealing?: { cipher: PayloadCipher; digests: readonly ((text: string) => string)[] };
  /** What the observation stream still holds, redacted; absent: it is not read. */
  observed?: FindObserved;
  /** The folder of the built pages. */
  webRoot: string;
  /** Where people reach the pages; absent: at the address they asked. */
  publicUrl?: string;
  identityProvider?: IdentityProviderConfiguration;
}

/** Injects {@link ConsoleOptions}. */
export const CONSOLE_OPTIONS = Symbol("console options");

/** Injects the read models' `DataSource`. */
export const READ_MODELS_SOURCE = Symbol("read models");

/** Injects a {@link RevisionSource} that remembers the revisions last asked for. */
export const REVISIONS = Symbol("revisions");
