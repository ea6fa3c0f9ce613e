import { csvOf } from "#platform";
import type { ViolationPage } from "./violation-schemas.ts";

/** Violations, a line each. */
export const violationCsv = ({ items }: Pick<ViolationPage, "items">): string =>
  csvOf(
    {
      id: ({ id }) => id,
      severity: ({ severity }) => severity,
      status: ({ status }) => status,
      owner: ({ owner }) => owner,
      message: ({ message }) => message,
      rule: ({ rule }) => rule,
      party: ({ party }) => party,
      integration: ({ integration }) => integration,
      environment: ({ environment }) => environment,
      client: ({ client }) => client,
      endpoint: ({ endpoint }) => endpoint,
      file: ({ clause }) => clause.file,
      line: ({ clause }) => clause.line,
      clause: ({ clause }) => clause.path,
      count: ({ count }) => count,
      opened: ({ time }) => time,
      last: ({ lastTime }) => lastTime,
    },
    items,
  );
