/** What a person or a program may be. */
export const ROLES = ["viewer", "operator", "auditor", "admin"] as const;

export type Role = (typeof ROLES)[number];

/**
 * Whom a route is for: `anyone`, also without signing in; `ingest`, programs that send events; else the least role. An
 * operator may all that a viewer may, an auditor too; an admin may everything that people may.
 */
export type Audience = "anyone" | "ingest" | Role;

const MAY: Readonly<Record<Role, readonly Role[]>> = {
  viewer: ["viewer"],
  operator: ["viewer", "operator"],
  auditor: ["viewer", "auditor"],
  admin: ROLES,
};

/** Whether a role opens what is for another one. */
export const isAllowed = (role: Role, needed: Role): boolean => MAY[role].includes(needed);
