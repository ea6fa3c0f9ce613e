import { csvOf } from "#platform";
import type { ClauseList } from "../integrations/integration-schemas.ts";
import type { LimitList, LimitSeries, ScenarioList, UndocumentedList } from "./exercise-schemas.ts";

/** Clauses, a line each. */
export const clauseCsv = ({ items }: ClauseList): string =>
  csvOf(
    {
      path: ({ path }) => path,
      file: ({ file }) => file,
      line: ({ line }) => line,
      text: ({ text }) => text,
      enforced_by: ({ enforcedBy }) => enforcedBy.join(" "),
      reason_not: ({ reasonNot }) => reasonNot,
      state: ({ exercised }) => exercised.state,
      exercised: ({ exercised }) => exercised.count,
      samples: ({ exercised }) => exercised.samples,
      last_exercised: ({ exercised }) => exercised.lastAt,
      violated: ({ violated }) => violated.count,
      last_violated: ({ violated }) => violated.lastAt,
      parties: ({ violated }) => violated.parties.join(" "),
      clients: ({ violated }) => violated.clients.join(" "),
    },
    items,
  );

/** Test scenarios, a line each. */
export const scenarioCsv = ({ items }: ScenarioList): string =>
  csvOf(
    {
      path: ({ path }) => path,
      name: ({ name }) => name,
      state: ({ state }) => state,
      unobservable: ({ unobservable }) => unobservable,
      passed: ({ passed }) => passed,
      failed: ({ failed }) => failed,
      last: ({ lastAt }) => lastAt,
      last_failure: ({ lastFailure }) => lastFailure?.eventId,
    },
    items,
  );

/** What is not documented, a line each. */
export const undocumentedCsv = ({ items }: UndocumentedList): string =>
  csvOf(
    {
      what: ({ what }) => what,
      name: ({ name }) => name,
      endpoint: ({ endpoint }) => endpoint,
      environment: ({ environment }) => environment,
      mentioned: ({ mentioned }) => String(mentioned),
      count: ({ count }) => count,
      last: ({ lastAt }) => lastAt,
      rule: ({ rule }) => rule,
      violation: ({ violation }) => violation,
    },
    items,
  );

/** Limits, a line a client. */
export const limitCsv = ({ items }: LimitList): string =>
  csvOf(
    {
      path: ({ path }) => path,
      environment: ({ environment }) => environment,
      client: ({ client }) => client,
      limit: ({ limit }) => limit,
      window: ({ window }) => window,
      now: ({ now }) => now,
      most: ({ most }) => most,
      most_at: ({ mostAt }) => mostAt,
      used: ({ used }) => used,
      requests: ({ requests }) => requests,
      limited: ({ limited }) => limited,
    },
    items,
  );

/** The windows of a limit, a line a bucket. */
export const limitSeriesCsv = ({ items, limit }: LimitSeries): string =>
  csvOf(
    {
      from: ({ from }) => from,
      to: ({ to }) => to,
      limit: () => limit,
      most: ({ most }) => most,
      requests: ({ requests }) => requests,
      limited: ({ limited }) => limited,
    },
    items,
  );
