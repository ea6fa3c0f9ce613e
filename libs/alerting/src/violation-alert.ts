import type { Hash, Violation } from "#violation";
import type { Labels } from "./matcher/matcher.ts";

/** What of a violation makes it one alert with others. */
export type AlertIdentity = Pick<Violation, "rule" | "party" | "integration"> & {
  clause: Pick<Violation["clause"], "path">;
} & Partial<Record<"environment" | "client" | "endpoint", string | null | undefined>>;

/** The labels of an alert but its severity, which may change. */
export const identityLabels = (violation: AlertIdentity): Labels => {
  const { rule, integration, party, environment, endpoint, client, clause } = violation;
  return {
    alertname: rule,
    integration,
    party,
    ...(environment ? { environment } : {}),
    ...(endpoint ? { endpoint } : {}),
    ...(client ? { client } : {}),
    clause: clause.path,
  };
};

/** The id of the alert with these labels; its severity is none of it. */
export const alertId = (labels: Labels, hash: Hash): string => {
  const identity = Object.entries(labels).filter(([name]) => name !== "severity");
  return hash(JSON.stringify(identity.sort(([one], [other]) => (one < other ? -1 : 1)))).slice(0, 32);
};

const shown = (value: unknown): string => (typeof value === "string" ? value : (JSON.stringify(value) ?? ""));

/** What people read of a violation; `consoleUrl` is the address of the pages, without a slash at its end. */
export const violationAnnotations = (violation: Violation, consoleUrl: string | undefined): Labels => {
  const { id, message, clause, evidence } = violation;
  const { expected, actual } = evidence;
  return {
    summary: message,
    clause: `${clause.file}:${clause.line}  ${clause.text}`,
    ...(expected === undefined ? {} : { expected: shown(expected) }),
    ...(actual === undefined ? {} : { actual: shown(actual) }),
    ...(consoleUrl === undefined ? {} : { url: `${consoleUrl}/violations/${encodeURIComponent(id)}` }),
  };
};
