import { parseDocument } from "yaml";
import { UserError } from "../errors.ts";
import { withoutPassword } from "../database/pool.ts";
import { identityProviderOf, type IdentityProviderConfiguration } from "./identity-provider.ts";
import { describeNotify, notifyOf, type NotifyConfiguration } from "./notify.ts";
import { SECRETS, SETTINGS, type Settings } from "./schema.ts";

/** How to reach Kafka. */
export interface KafkaConfiguration {
  brokers: string[];
  ssl: boolean;
  sasl?: { mechanism: "plain" | "scram-sha-256" | "scram-sha-512"; username: string; password: string };
}

/** What the process was told, checked. Paths are as given, relative to the working folder. */
export interface Configuration {
  /** Absent: an embedded PostgreSQL in `dataFolder`. */
  databaseUrl?: string;
  /** Absent: the observation stream is a PostgreSQL table. */
  kafka?: KafkaConfiguration;
  /** The stream's topic and the monitor's group, on Kafka as on PostgreSQL. */
  topic: string;
  group: string;
  /** Paths or globs; empty: none were given. */
  specs: string[];
  secretsFile?: string;
  host: string;
  port: number;
  logLevel: Settings["LOG_LEVEL"];
  dataFolder: string;
  /** The share of unreadable records above which a partition stops. */
  deadLetterPercent: number;
  /** Absent: events are kept for ever. */
  retentionDays?: number;
  /** How long what webhooks carried is kept. */
  payloadRetentionDays: number;
  /** How long the stream in PostgreSQL is kept. */
  streamRetentionDays: number;
  /** Where people reach the pages, without a slash at its end; absent: at the address they are served on. */
  publicUrl?: string;
  notify: NotifyConfiguration;
  /** Networks (CIDR) that names in URLs of ours may resolve to although they are private. */
  privateNetworks: string[];
  /** Where events may be sent again, and how many a second to one endpoint. */
  redelivery: { endpoints: string[]; rate: number };
  /** Absent: people sign in by passwords alone. */
  identityProvider?: IdentityProviderConfiguration;
  /** The first is in use; older ones still open what was sealed under them. */
  fingerprintKeys?: string[];
}

const FILE = "clausewatch.yaml";
const NAMES = Object.keys(SETTINGS.shape);
type Values = Record<string, unknown>;

const fromFile = (text: string | undefined, problems: string[]): Values => {
  if (text === undefined) return {};
  const document = parseDocument(text);
  const first = document.errors[0];
  if (first) {
    problems.push(`${FILE}: ${first.message.split("\n")[0]}`);
    return {};
  }
  const content: unknown = document.toJS();
  if (content === null) return {};
  if (typeof content !== "object" || Array.isArray(content)) {
    problems.push(`${FILE} holds settings by name, such as port: 4600`);
    return {};
  }
  const values: Values = {};
  for (const [key, value] of Object.entries(content)) {
    const name = key.toUpperCase();
    if (NAMES.includes(name)) values[name] = typeof value === "number" ? String(value) : value;
    else problems.push(`${FILE}: ${key} is no setting; there are ${NAMES.join(", ").toLowerCase()}`);
  }
  return values;
};

const fromEnvironment = (
  env: Readonly<Record<string, string | undefined>>,
  readFile: (path: string) => string | undefined,
  problems: string[],
): Values => {
  const values: Values = {};
  for (const name of NAMES) if (env[name]) values[name] = env[name];
  for (const name of SECRETS) {
    const path = env[`${name}_FILE`];
    if (!path) continue;
    const text = readFile(path);
    if (values[name] !== undefined) problems.push(`${name} and ${name}_FILE are both set; keep one of them`);
    else if (text === undefined) problems.push(`${name}_FILE names ${path}, which cannot be read`);
    else values[name] = text.trim();
  }
  return values;
};

const kafkaOf = (settings: Settings, problems: string[]): KafkaConfiguration | undefined => {
  const {
    KAFKA_SASL_MECHANISM: mechanism,
    KAFKA_SASL_USERNAME: username,
    KAFKA_SASL_PASSWORD: password,
  } = settings;
  const given = {
    KAFKA_SASL_MECHANISM: mechanism,
    KAFKA_SASL_USERNAME: username,
    KAFKA_SASL_PASSWORD: password,
  };
  const missing = Object.entries(given).flatMap(([name, value]) => (value === undefined ? [name] : []));
  if (missing.length > 0 && missing.length < 3)
    problems.push(`${missing.join(" and ")} must be set too, for SASL`);
  if (!settings.KAFKA_BROKERS?.length) return undefined;
  return {
    brokers: settings.KAFKA_BROKERS,
    ssl: settings.KAFKA_SSL,
    sasl:
      mechanism && username !== undefined && password !== undefined
        ? { mechanism, username, password }
        : undefined,
  };
};

/**
 * Reads the settings from environment variables and, behind them, from `clausewatch.yaml` (the same names in lower
 * case). `readFile` gives a file's text, or undefined where it cannot be read. Everything wrong is named in one
 * UserError. An empty variable counts as absent.
 */
export const loadConfiguration = (
  env: Readonly<Record<string, string | undefined>>,
  readFile: (path: string) => string | undefined,
): Configuration => {
  const problems: string[] = [];
  const values = { ...fromFile(readFile(FILE), problems), ...fromEnvironment(env, readFile, problems) };
  const parsed = SETTINGS.safeParse(values);
  for (const issue of parsed.error?.issues ?? []) problems.push(`${issue.path.join(".")} ${issue.message}`);
  const kafka = parsed.data && kafkaOf(parsed.data, problems);
  const notify = parsed.data && notifyOf(parsed.data, problems);
  const identityProvider = parsed.data && identityProviderOf(parsed.data, problems);
  if (problems.length > 0 || !parsed.data || !notify) {
    throw new UserError(`The configuration is wrong:\n  ${problems.join("\n  ")}`);
  }
  const settings = parsed.data;
  return {
    databaseUrl: settings.DATABASE_URL,
    kafka,
    topic: settings.KAFKA_TOPIC,
    group: settings.KAFKA_GROUP,
    specs: settings.SPECS,
    secretsFile: settings.SECRETS_FILE,
    host: settings.HOST,
    port: settings.PORT,
    logLevel: settings.LOG_LEVEL,
    dataFolder: settings.DATA_FOLDER,
    deadLetterPercent: settings.DEAD_LETTER_PERCENT,
    retentionDays: settings.RETENTION_DAYS,
    payloadRetentionDays: settings.PAYLOAD_RETENTION_DAYS,
    streamRetentionDays: settings.STREAM_RETENTION_DAYS,
    publicUrl: settings.PUBLIC_URL,
    notify,
    privateNetworks: settings.PRIVATE_NETWORKS,
    redelivery: { endpoints: settings.REDELIVERY_ENDPOINTS, rate: settings.REDELIVERY_RATE },
    identityProvider,
    fingerprintKeys: settings.FINGERPRINT_KEY?.length ? settings.FINGERPRINT_KEY : undefined,
  };
};

/** The effective settings for people, by their public names, secrets masked; one `NAME=value` a line. */
export const describeConfiguration = (configuration: Configuration): string => {
  const { kafka } = configuration;
  const masked = (secret: string | undefined) => (secret === undefined ? undefined : "***");
  const lines: [string, string | number | boolean | undefined][] = [
    ["DATABASE_URL", configuration.databaseUrl ? withoutPassword(configuration.databaseUrl) : "(embedded)"],
    ["KAFKA_BROKERS", kafka?.brokers.join(",") ?? "(none: the stream is in PostgreSQL)"],
    ["KAFKA_TOPIC", configuration.topic],
    ["KAFKA_GROUP", configuration.group],
    ["KAFKA_SSL", kafka?.ssl],
    ["KAFKA_SASL_MECHANISM", kafka?.sasl?.mechanism],
    ["KAFKA_SASL_USERNAME", kafka?.sasl?.username],
    ["KAFKA_SASL_PASSWORD", masked(kafka?.sasl?.password)],
    ["SPECS", configuration.specs.join(",") || "(none)"],
    ["SECRETS_FILE", configuration.secretsFile],
    ["OIDC_ISSUER", configuration.identityProvider?.issuer],
    ["OIDC_CLIENT_ID", configuration.identityProvider?.clientId],
    ["OIDC_CLIENT_SECRET", masked(configuration.identityProvider?.clientSecret)],
    ["HOST", configuration.host],
    ["PORT", configuration.port],
    ["LOG_LEVEL", configuration.logLevel],
    ["DATA_FOLDER", configuration.dataFolder],
    ["DEAD_LETTER_PERCENT", configuration.deadLetterPercent],
    ["RETENTION_DAYS", configuration.retentionDays],
    ["PAYLOAD_RETENTION_DAYS", configuration.payloadRetentionDays],
    ["STREAM_RETENTION_DAYS", kafka ? undefined : configuration.streamRetentionDays],
    ["PUBLIC_URL", configuration.publicUrl],
    ["PRIVATE_NETWORKS", configuration.privateNetworks.join(",") || undefined],
    ["REDELIVERY_ENDPOINTS", configuration.redelivery.endpoints.join(",") || undefined],
    ["REDELIVERY_RATE", configuration.redelivery.rate],
    ...describeNotify(configuration.notify),
    ["FINGERPRINT_KEY", masked(configuration.fingerprintKeys?.[0]) ?? "(kept in the data folder)"],
  ];
  return lines.flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${value}`])).join("\n");
};
