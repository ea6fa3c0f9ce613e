import { mkdirSync } from "node:fs";
import { UserError } from "./errors.ts";

/** Makes the data folder, for its owner only, where there is none; a path that cannot be one is a UserError. */
export const makeDataFolder = (folder: string): void => {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw new UserError(
      `The data folder ${folder} cannot be made: ${(error as Error).message}.`,
      "Set DATA_FOLDER to a folder that can be written.",
    );
  }
};
