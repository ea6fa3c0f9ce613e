import { hash, verify } from "@node-rs/argon2";
import { UserError } from "#platform";

const LEAST_LENGTH = 12;
const MOST_LENGTH = 500;

/** Hashes a password by Argon2id (RFC 9106); throws a UserError for one that is too short or too long. */
export const hashPassword = async (password: string): Promise<string> => {
  if (password.length < LEAST_LENGTH || password.length > MOST_LENGTH)
    throw new UserError(`A password has ${LEAST_LENGTH} to ${MOST_LENGTH} characters.`);
  return hash(password.normalize("NFC"));
};

let nobodys: Promise<string> | undefined;

/** Whether a password is the account's; it takes as long where there is no account. */
export const isPassword = async (password: string, stored: string | undefined): Promise<boolean> => {
  if (password.length > MOST_LENGTH) return false;
  nobodys ??= hash("there is no such account");
  const matches = await verify(stored ?? (await nobodys), password.normalize("NFC"));
  return matches && stored !== undefined;
};
