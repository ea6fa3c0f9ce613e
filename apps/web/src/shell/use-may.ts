import { useSession } from "../data/session.ts";
import type { Role } from "../data/types.ts";

const MORE: Readonly<Record<string, readonly Role[]>> = {
  operator: ["operator", "admin"],
  admin: ["admin"],
};

/** Whether who looks at these pages has a role; where nobody has an account everybody may. */
export const useMay = (role: "operator" | "admin"): boolean => {
  const session = useSession().data;
  if (!session) return false;
  return session.state === "open" || MORE[role]!.some((one) => one === session.role);
};
