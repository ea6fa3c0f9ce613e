import { isAllowed, type Audience, type Role } from "./role.ts";

/** Who asks. `ingest` keys send events of their integrations (all, where none is named) and may nothing else. */
export type Principal =
  | { kind: "person" | "key" | "local"; name: string; role: Role }
  | { kind: "ingest"; name: string; integrations?: readonly string[] };

/** Who acts while there is neither an account nor a key: whoever has this machine's loopback. */
export const LOCAL_OPERATOR: Principal & { kind: "local" } = {
  kind: "local",
  name: "somebody on this machine",
  role: "admin",
};

/** Whether a principal may use what is for an audience; undefined: nobody has signed in. */
export const mayUse = (principal: Principal | undefined, audience: Audience): boolean => {
  if (audience === "anyone") return true;
  if (!principal) return false;
  if (audience === "ingest") return principal.kind === "ingest" || principal.kind === "local";
  return principal.kind !== "ingest" && isAllowed(principal.role, audience);
};
