import type { CheckFamily } from "./check.ts";
import { authFamily } from "./auth/auth-family.ts";
import { endpointFamily } from "./endpoint/endpoint-family.ts";
import { environmentFamily } from "./environment/environment-family.ts";
import { errorFamily } from "./error/error-family.ts";
import { idempotencyFamily } from "./idempotency/idempotency-family.ts";
import { rateLimitFamily } from "./rate-limit/rate-limit-family.ts";
import { requestFamily } from "./request/request-family.ts";
import { responseFamily } from "./response/response-family.ts";
import { retryFamily } from "./retry/retry-family.ts";
import { sequenceFamily } from "./sequence/sequence-family.ts";
import { slaFamily } from "./sla/sla-family.ts";
import { webhookFamily } from "./webhook/webhook-family.ts";

/** Every rule family, in the order in which their checks run. */
export const FAMILIES: readonly CheckFamily[] = [
  authFamily,
  endpointFamily,
  environmentFamily,
  requestFamily,
  responseFamily,
  errorFamily,
  retryFamily,
  idempotencyFamily,
  rateLimitFamily,
  webhookFamily,
  sequenceFamily,
  slaFamily,
];
