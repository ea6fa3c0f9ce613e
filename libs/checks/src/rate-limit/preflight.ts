import type { Exchange } from "#observation";

/** Whether a browser only asks whether it may call (CORS). */
export const isPreflight = ({ method, request }: Exchange): boolean =>
  method === "OPTIONS" && request.headers?.get("access-control-request-method") !== undefined;
