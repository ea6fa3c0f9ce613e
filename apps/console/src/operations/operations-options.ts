import type { Registry } from "prom-client";

/** Something a service needs before it can work; `check` rejects with what is missing. */
export interface ReadinessCheck {
  name: string;
  check(): Promise<void>;
}

/** What a service tells about itself. */
export interface OperationsOptions {
  checks: readonly ReadinessCheck[];
  metrics: Registry;
}

/** Injects {@link OperationsOptions}. */
export const OPERATIONS_OPTIONS = Symbol("operations options");
