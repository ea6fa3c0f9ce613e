import { isIP } from "node:net";
import { z } from "zod";
import { isDestination } from "../outgoing/allowed-destination.ts";
import { isNetwork } from "../outgoing/destinations.ts";

const list = z
  .union([z.string().transform((text) => text.split(/[,\n]/)), z.array(z.string())])
  .transform((items) => items.map((item) => item.trim()).filter((item) => item !== ""));

const flag = z
  .union([z.boolean(), z.string().trim().toLowerCase()])
  .refine(
    (value) => typeof value === "boolean" || ["true", "false", "1", "0"].includes(value),
    "is true or false",
  )
  .transform((value) => value === true || value === "true" || value === "1");

/** Whether an address to listen on is reached from this machine alone. */
export const isLoopback = (host: string): boolean =>
  host === "localhost" || host === "::1" || (isIP(host) === 4 && host.startsWith("127."));

const urlOf = (protocols: readonly string[], like: string) =>
  z.string().refine((text) => {
    try {
      return protocols.includes(new URL(text).protocol);
    } catch {
      return false;
    }
  }, `is ${like}`);

const postgresUrl = urlOf(
  ["postgres:", "postgresql:"],
  "a connection string such as postgres://user:password@localhost:5432/clausewatch",
);
const webUrl = urlOf(["http:", "https:"], "a URL such as https://example.com");

const broker = /^[^\s:,]+:\d{1,5}$|^\[[0-9a-fA-F:]+\]:\d{1,5}$/;

/** Every setting by its public name; a value that is wrong is told by the words after the name. */
export const SETTINGS = z.strictObject({
  DATABASE_URL: postgresUrl.optional(),
  KAFKA_BROKERS: list
    .refine(
      (brokers) => brokers.every((one) => broker.test(one)),
      "is a list of host:port, separated by commas",
    )
    .optional(),
  KAFKA_TOPIC: z
    .string()
    .regex(/^[a-zA-Z0-9._-]{1,249}$/, "holds letters, digits, '.', '_' and '-' only")
    .default("clausewatch.observations"),
  KAFKA_GROUP: z.string().min(1).default("clausewatch-monitor"),
  KAFKA_SSL: flag.default(false),
  KAFKA_SASL_MECHANISM: z
    .enum(["plain", "scram-sha-256", "scram-sha-512"], "is plain, scram-sha-256 or scram-sha-512")
    .optional(),
  KAFKA_SASL_USERNAME: z.string().optional(),
  KAFKA_SASL_PASSWORD: z.string().optional(),
  SPECS: list.default([]),
  SECRETS_FILE: z.string().optional(),
  HOST: z.string().min(1).default("127.0.0.1"),
  PORT: z.coerce
    .number("is a port number")
    .int("is a whole number")
    .min(0, "is 0 to 65535")
    .max(65_535, "is 0 to 65535")
    .default(4600),
  LOG_LEVEL: z
    .enum(
      ["trace", "debug", "info", "warn", "error", "fatal", "silent"],
      "is trace, debug, info, warn, error, fatal or silent",
    )
    .default("info"),
  DATA_FOLDER: z.string().default(".data"),
  DEAD_LETTER_PERCENT: z.coerce
    .number("is a share in percent")
    .min(0, "is 0 to 100")
    .max(100, "is 0 to 100")
    .default(5),
  RETENTION_DAYS: z.coerce
    .number("is a number of days")
    .int("is a whole number of days")
    .min(1, "is at least 1")
    .optional(),
  PAYLOAD_RETENTION_DAYS: z.coerce
    .number("is a number of days")
    .int("is a whole number of days")
    .min(1, "is at least 1")
    .default(30),
  STREAM_RETENTION_DAYS: z.coerce
    .number("is a number of days")
    .int("is a whole number of days")
    .min(1, "is at least 1")
    .default(7),
  PUBLIC_URL: webUrl.transform((url) => url.replace(/\/+$/, "")).optional(),
  PRIVATE_NETWORKS: list
    .refine((networks) => networks.every(isNetwork), "is a list of networks such as 10.0.0.0/8")
    .default([]),
  REDELIVERY_ENDPOINTS: list
    .refine(
      (urls) => urls.every(isDestination),
      "is a list of URLs such as https://example.com/hooks, without user, query and fragment",
    )
    .default([]),
  REDELIVERY_RATE: z.coerce
    .number("is a number of requests a second")
    .min(0.01, "is at least 0.01")
    .max(1000, "is at most 1000")
    .default(5),
  ALERTMANAGER_URL: webUrl.optional(),
  NOTIFY_SLACK_URL: webUrl.optional(),
  NOTIFY_WEBHOOK_URL: webUrl.optional(),
  NOTIFY_WEBHOOK_SECRET: list.optional(),
  NOTIFY_EMAIL_URL: urlOf(
    ["smtp:", "smtps:"],
    "a URL such as smtp://user:password@example.com:587",
  ).optional(),
  NOTIFY_EMAIL_FROM: z.string().min(1).optional(),
  NOTIFY_EMAIL_TO: list.optional(),
  NOTIFY_PAGERDUTY_KEY: z.string().min(1).optional(),
  NOTIFY_PAGERDUTY_URL: webUrl.default("https://events.pagerduty.com/v2/enqueue"),
  OIDC_ISSUER: webUrl.optional(),
  OIDC_CLIENT_ID: z.string().min(1).optional(),
  OIDC_CLIENT_SECRET: z.string().min(1).optional(),
  FINGERPRINT_KEY: list
    .refine(
      (keys) => keys.every((key) => key.length >= 16),
      "has at least 16 characters, each where it is several",
    )
    .optional(),
});

export type Settings = z.infer<typeof SETTINGS>;

/** Settings that are never shown, and that `<name>_FILE` may name a file for. */
export const SECRETS = [
  "DATABASE_URL",
  "KAFKA_SASL_PASSWORD",
  "NOTIFY_SLACK_URL",
  "NOTIFY_WEBHOOK_SECRET",
  "NOTIFY_EMAIL_URL",
  "NOTIFY_PAGERDUTY_KEY",
  "OIDC_CLIENT_SECRET",
  "FINGERPRINT_KEY",
] as const;
