import { UserError } from "#platform";

/** Options that choose deliveries: named as the API's parameters, which say what they take. */
export const DELIVERY_FILTERS: readonly [flags: string, description: string][] = [
  ["--integration <id>", "of this integration"],
  ["--environment <name>", "in this environment"],
  ["--endpoint <url>", "to this endpoint"],
  ["--event-type <type>", "such as order.created"],
  ["--event-id <id>", "of this event"],
  ["--object <id>", "whose payload speaks of this object"],
  ["--state <state>", "pending, delivered, failing, exhausted or overdue"],
  ["--status <code>", "answered with this status, such as 503"],
  ["--status-class <class>", "such as 5xx"],
  ["--failure <kind>", "timeout, connect, dns, tls, reset or aborted"],
  ["--attempt <number>", "of this number, or with so many attempts"],
  ["--signature <verdict>", "valid, missing, malformed, invalid or unknown"],
  ["--timestamp <verdict>", "fresh, missing, unreadable, stale or unknown"],
  ["--side <side>", "seen by sender, receiver, observer or both; redelivery: sent from here"],
  ["--manual <bool>", "true: a person asked for it"],
  ["--from <time>", "attempted at this time or later, such as 2024-01-15T10:30:00Z"],
  ["--to <time>", "attempted before this time"],
  ["--min-duration-ms <ms>", "took so long or longer"],
  ["--max-duration-ms <ms>", "took so long at most"],
  ["--words <words>", "with these words in a payload"],
];

interface Issue {
  path: PropertyKey[];
  message: string;
}

const flagOf = (name: string): string =>
  `--${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;

/** What is said of options that cannot be used. */
export const unusable = (command: string, issues: readonly Issue[]): UserError =>
  new UserError(
    `${issues.map(({ path, message }) => `${flagOf(String(path[0] ?? "state"))}: ${message}`).join("; ")}.`,
    `See \`clausewatch deliveries ${command} --help\`.`,
  );
