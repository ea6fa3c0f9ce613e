/** Time in which what goes wrong is nobody's breach: exchanges that start in it stand apart. */
export interface Maintenance {
  id: string;
  integration: string;
  /** Absent: all of the integration's environments. */
  environment?: string;
  /** Inclusive, a whole minute; ISO 8601 in UTC. */
  from: string;
  /** Exclusive, a whole minute; ISO 8601 in UTC. */
  to: string;
  reason: string;
}

/** The life of a maintenance, as stored in the stream `maintenance-<id>`. */
export type MaintenanceEvent =
  | { type: "MaintenanceDeclared"; maintenance: Maintenance; by: string }
  | { type: "MaintenanceWithdrawn"; id: string; by: string; reason?: string };
