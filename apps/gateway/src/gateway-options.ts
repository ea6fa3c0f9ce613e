import type { Exchange, Interaction, Redactor, SignatureVerifier, WebhookAttempt } from "#observation";
import type { Metrics } from "#platform";
import type { RecordProducer } from "#stream";

/** Knows the integrations whose specifications are loaded. */
export interface IntegrationResolver {
  /** The integration that an observation without a subject belongs to: by its URL's origin, else the only one loaded. */
  find(observation: Exchange | WebhookAttempt | Interaction): string | undefined;
  has(id: string): boolean;
}

/** What the gateway is built from. */
export interface GatewayOptions {
  producer: RecordProducer;
  resolver: IntegrationResolver;
  redactor: Redactor;
  /** Verifies webhooks before they are redacted; absent where no secrets are configured. */
  verifySignature?: SignatureVerifier;
  metrics: Metrics;
  /** Whether the stream has room for more; absent where that is somebody else's to know. */
  hasRoom?: () => Promise<boolean>;
  /** UTF-8 bytes of one request; 16 MiB when absent. */
  maxRequestBytes?: number;
  /** Bytes of all requests being taken at once; 64 MiB when absent. */
  maxInFlightBytes?: number;
}

/** Injection token of `GatewayOptions`. */
export const GATEWAY_OPTIONS = Symbol("GatewayOptions");
