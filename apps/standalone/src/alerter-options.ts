import type { Pool } from "pg";
import { createNotifiers } from "#alerting";
import {
  guardedLookup,
  type PayloadCipher,
  readSecretsFile,
  systemClock,
  type Configuration,
  type Logger,
  type Metrics,
} from "#platform";
import type { AlerterOptions } from "../../alerter/src/index.ts";

/** What the alerter works with, as it is configured. */
export const alerterOptions = (
  configuration: Configuration,
  pool: Pool,
  payloads: PayloadCipher,
  logger: Logger,
  metrics: Metrics,
): AlerterOptions => {
  const { secretsFile, redelivery, notify, publicUrl, host, port } = configuration;
  const lookup = guardedLookup(configuration.privateNetworks);
  return {
    pool,
    logger,
    retentionDays: configuration.retentionDays,
    payloadRetentionDays: configuration.payloadRetentionDays,
    metrics,
    notifiers: createNotifiers(notify, { lookup, clock: systemClock }),
    redelivery: {
      ...redelivery,
      lookup,
      secrets: () =>
        secretsFile === undefined
          ? { common: new Map(), byIntegration: new Map() }
          : readSecretsFile(secretsFile),
      payloads,
    },
    consoleUrl: publicUrl ?? `http://${host}:${port}`,
  };
};
