import { Body, Controller, Delete, Get, HttpCode, Inject, Post, Req, Res } from "@nestjs/common";
import { ApiOperation, ApiTags } from "@nestjs/swagger";
import {
  accountByPassword,
  Asking,
  beginSession,
  createThrottle,
  endSession,
  For,
  readCookie,
  requestToken,
  SESSION_COOKIE,
  sessionCookie,
  type Principal,
} from "#access";
import { Problem } from "#platform";
import { CONSOLE_OPTIONS, type ConsoleOptions } from "../console-options.ts";
import { Answers, Refuses, TakesBody } from "../http/describe.ts";
import { ValidationPipe } from "../http/validation.pipe.ts";
import { sessionSchema, signInBody, type SessionView, type SignInBody } from "./access-schemas.ts";

/** What is read of a request with a cookie. */
interface CookieRequest {
  headers: { cookie?: string };
}

interface Reply {
  header(name: string, value: string): unknown;
}

const secretOf = ({ headers }: CookieRequest): string | undefined =>
  readCookie(headers.cookie, SESSION_COOKIE);

/** Who asks; signing in and out. */
@ApiTags("access")
@Controller("api/v1/session")
export class SessionController {
  private readonly throttle = createThrottle();

  constructor(@Inject(CONSOLE_OPTIONS) private readonly options: ConsoleOptions) {}

  @For("anyone")
  @Get()
  @ApiOperation({ summary: "Who asks, and how people sign in" })
  @Answers("The session.", sessionSchema)
  get(@Asking() asking: Principal | undefined, @Req() request: CookieRequest): SessionView {
    const issuer = this.options.identityProvider?.issuer;
    const ways = issuer === undefined ? {} : { identityProvider: new URL(issuer).host };
    if (!asking || asking.kind === "ingest") return { state: "signed-out", ...ways };
    const { kind, name, role } = asking;
    if (kind === "local") return { state: "open", name, role };
    const secret = kind === "person" ? secretOf(request) : undefined;
    return {
      state: "signed-in",
      name,
      role,
      ...(secret !== undefined && { requestToken: requestToken(secret) }),
      ...ways,
    };
  }

  @For("anyone")
  @Post()
  @HttpCode(200)
  @ApiOperation({ summary: "Signs in with a name and a password" })
  @TakesBody(signInBody)
  @Answers("The session, whose cookie is set.", sessionSchema)
  @Refuses({ 400: "The body cannot be used.", 401: "Name or password is wrong.", 429: "Too many tries." })
  async signIn(
    @Body(new ValidationPipe(signInBody)) { name, password }: SignInBody,
    @Res({ passthrough: true }) reply: Reply,
  ): Promise<SessionView> {
    const { pool } = this.options;
    const waitMs = this.throttle.waitMs(name, Date.now());
    if (waitMs > 0)
      throw new Problem(
        429,
        "Too many tries with this name. Wait, then try again.",
        {},
        Math.ceil(waitMs / 1000),
      );
    const account = await accountByPassword(pool, name, password);
    if (!account) {
      this.throttle.failed(name, Date.now());
      throw new Problem(401, "Name or password is wrong.");
    }
    this.throttle.succeeded(name);
    const secret = await beginSession(pool, account);
    reply.header("set-cookie", sessionCookie(secret));
    return {
      state: "signed-in",
      name: account.name,
      role: account.role,
      requestToken: requestToken(secret),
    };
  }

  @For("viewer")
  @Delete()
  @HttpCode(204)
  @ApiOperation({ summary: "Signs out" })
  async signOut(@Req() request: CookieRequest, @Res({ passthrough: true }) reply: Reply): Promise<void> {
    const secret = secretOf(request);
    if (secret !== undefined) await endSession(this.options.pool, secret);
    reply.header("set-cookie", sessionCookie());
  }
}
