import { z } from "zod";
import { ROLES } from "#access";
import { time } from "../http/parameters.ts";

const name = z
  .string()
  .regex(
    /^[^\s\p{C}](?:[^\p{C}]{0,198}[^\s\p{C}])?$/u,
    "a name of 1 to 200 characters that can be seen is expected",
  );
const password = z
  .string()
  .min(12, "at least 12 characters are expected")
  .max(500, "at most 500 characters are expected");
const role = z.enum(ROLES);

/** Who asks, as the pages need it. */
export const sessionSchema = z.object({
  state: z
    .enum(["open", "signed-in", "signed-out"])
    .describe("open: there is neither an account nor a key, and whoever has this machine may do everything."),
  name: z.string().optional(),
  role: role.optional(),
  requestToken: z.string().optional().describe("The header X-Request-Token of every unsafe request."),
  identityProvider: z
    .string()
    .optional()
    .describe("The host of the provider that people may sign in through."),
});

export const signInBody = z.strictObject({
  name: z.string().min(1, "a name is expected").max(200, "at most 200 characters are expected"),
  password: z.string().min(1, "a password is expected").max(500, "at most 500 characters are expected"),
});

export const accountSchema = z.object({
  id: z.string(),
  name: z.string(),
  role,
  hasPassword: z.boolean().describe("Without one, only the identity provider lets this person in."),
  createdAt: z.iso.datetime(),
  disabledAt: z.iso.datetime().optional(),
});

export const accountListSchema = z.object({ items: z.array(accountSchema) });

export const accountBody = z.strictObject({ name, role, password: password.optional() });

export const accountChangeBody = z.strictObject({
  role: role.optional(),
  disabled: z.boolean().optional(),
  password: password.optional(),
});

const keyRole = z.enum([...ROLES, "ingest"]);

export const keySchema = z.object({
  id: z.string(),
  name: z.string(),
  role: keyRole,
  integrations: z.array(z.string()).optional().describe("Of an ingest key; absent: all."),
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime().optional(),
  revokedAt: z.iso.datetime().optional(),
});

export const keyListSchema = z.object({ items: z.array(keySchema) });

export const createdKeySchema = keySchema.extend({ secret: z.string().describe("Shown once, now.") });

export const keyBody = z
  .strictObject({
    name,
    role: keyRole,
    integrations: z.array(z.string().min(1)).min(1, "at least one integration is expected").optional(),
    expiresAt: time.optional(),
  })
  .refine(({ role, integrations }) => role === "ingest" || integrations === undefined, {
    path: ["integrations"],
    message: "only an ingest key is bound to integrations",
  });

export type SessionView = z.output<typeof sessionSchema>;
export type SignInBody = z.output<typeof signInBody>;
export type AccountView = z.output<typeof accountSchema>;
export type AccountBody = z.output<typeof accountBody>;
export type AccountChangeBody = z.output<typeof accountChangeBody>;
export type KeyView = z.output<typeof keySchema>;
export type KeyBody = z.output<typeof keyBody>;
