import { clausesOf, type MaintenanceWindow, type Specification } from "#spec";

/** Windows in which a specification itself says that there may be maintenance. */
export interface DocumentedMaintenance {
  /** Absent: all of the integration's environments. */
  environment?: string;
  windows: readonly MaintenanceWindow[];
  /** The clause and its place, as people are told: `environments.live.maintenance_window (orders.md:24)`. */
  declaredBy: string;
}

/** What a specification says of maintenance; what cannot be read as windows in UTC holds nothing back. */
export const documentedMaintenance = (specification: Specification): DocumentedMaintenance[] =>
  clausesOf(specification, "environment.maintenance").flatMap(({ path, file, line, parameters, reason }) => {
    const { environment, windows } = parameters;
    if (reason !== undefined || windows.length === 0) return [];
    const of = environment === undefined ? {} : { environment };
    return [{ ...of, windows, declaredBy: `${path} (${file}:${line})` }];
  });

/** An activation with what its revision says of maintenance, which the shell reads in the revision's text. */
export interface RevisionTaken {
  type: "RevisionActivated";
  integration: string;
  revision: string;
  maintenance: readonly DocumentedMaintenance[];
}
