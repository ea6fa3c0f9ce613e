import { bytesOfBase64, textOfUtf8 } from "../body/base64.ts";
import { isJwt } from "./fingerprints.ts";

/** The `exp` of a JSON Web Token in seconds since the epoch; undefined when there is none. */
export const jwtExpiry = (token: string): number | undefined => {
  if (!isJwt(token)) return undefined;
  const bytes = bytesOfBase64(token.split(".")[1]!);
  try {
    const claims = JSON.parse((bytes && textOfUtf8(bytes)) ?? "") as { exp?: unknown } | null;
    const seconds = claims?.exp;
    return typeof seconds === "number" && seconds >= 0 && seconds < 1e12 ? Math.floor(seconds) : undefined;
  } catch {
    return undefined;
  }
};
