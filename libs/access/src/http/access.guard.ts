import { timingSafeEqual } from "node:crypto";
import type { CanActivate, ExecutionContext } from "@nestjs/common";
import { Problem } from "#platform";
import type { Gate } from "../gate.ts";
import { LOCAL_OPERATOR, mayUse, type Principal } from "../principal.ts";
import type { Audience } from "../role.ts";
import { hashOf, requestToken } from "../secret.ts";
import { readCookie, SESSION_COOKIE } from "./cookies.ts";
import { AUDIENCE, type KnownRequest } from "./for.ts";

/** What the guard reads of a request. */
interface GuardedRequest extends KnownRequest {
  method: string;
  headers: Readonly<Record<string, string | string[] | undefined>>;
}

/** Who asks, and whether a browser may have been made to ask by another site. */
interface Found {
  principal?: Principal;
  session?: string;
  isBrowser: boolean;
}

const SAFE = new Set(["GET", "HEAD", "OPTIONS"]);

const one = (value: string | string[] | undefined): string | undefined =>
  typeof value === "string" ? value : value?.[0];

const isSame = (given: string | undefined, expected: string): boolean =>
  given !== undefined && timingSafeEqual(hashOf(given), hashOf(expected));

/** Why an unsafe request that a browser may have sent is another site's; undefined when it is our own. */
const forgery = ({ method, headers }: GuardedRequest, session: string | undefined): string | undefined => {
  if (SAFE.has(method)) return undefined;
  const host = one(headers["host"]) ?? "";
  const origin = one(headers["origin"]);
  if (origin !== undefined && origin !== `https://${host}` && origin !== `http://${host}`)
    return `Requests from ${JSON.stringify(origin)} are not answered: only the console's own pages may call it.`;
  return session === undefined || isSame(one(headers["x-request-token"]), requestToken(session))
    ? undefined
    : "The header X-Request-Token is absent or not this session's; load the page anew.";
};

/** Lets in by role; deny is the default. While there is neither an account nor a key, loopback is let in everywhere. */
export class AccessGuard implements CanActivate {
  constructor(private readonly gate: Gate) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<GuardedRequest>();
    const audience = this.audienceOf(context);
    const { principal, session, isBrowser } = await this.find(request);
    if (principal) request.principal = principal;
    const refusal = isBrowser ? forgery(request, session) : undefined;
    if (refusal !== undefined) throw new Problem(403, refusal);
    if (mayUse(principal, audience)) return true;
    if (!principal) throw new Problem(401, "Sign in, or send an API key as `Authorization: Bearer …`.");
    const role = principal.kind === "ingest" ? "ingest" : principal.role;
    throw new Problem(403, `This is for the role ${audience}; ${principal.name} has the role ${role}.`, {
      role: audience,
    });
  }

  private audienceOf(context: ExecutionContext): Audience {
    for (const target of [context.getHandler(), context.getClass()]) {
      const audience = Reflect.getMetadata(AUDIENCE, target) as Audience | undefined;
      if (audience) return audience;
    }
    throw new Problem(403, "Nobody may use this route: it does not say whom it is for.");
  }

  private async find(request: GuardedRequest): Promise<Found> {
    if (await this.gate.isOpen()) return { principal: LOCAL_OPERATOR, isBrowser: false };
    const [, key] = /^Bearer +(\S+)$/i.exec(one(request.headers["authorization"]) ?? "") ?? [];
    if (key !== undefined) return { principal: await this.gate.ofKey(key), isBrowser: false };
    const session = readCookie(one(request.headers["cookie"]), SESSION_COOKIE);
    const principal = session === undefined ? undefined : await this.gate.ofSession(session);
    return principal ? { principal, session, isBrowser: true } : { isBrowser: true };
  }
}
