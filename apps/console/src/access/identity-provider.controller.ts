import { Controller, Get, Inject, Logger, Req, Res } from "@nestjs/common";
import { ApiExcludeController } from "@nestjs/swagger";
import {
  accountByName,
  beginSession,
  For,
  hashOf,
  readCookie,
  rememberSignIn,
  sessionCookie,
  SIGN_IN_COOKIE,
  signInCookie,
  takeSignIn,
} from "#access";
import { explain, Problem } from "#platform";
import { CONSOLE_OPTIONS, type ConsoleOptions } from "../console-options.ts";
import { createIdentityProvider, type IdentityProvider } from "./identity-provider.ts";

const PLACE = "/api/v1/session/identity-provider";

interface Reply {
  status(code: number): Reply;
  header(name: string, value: string | string[]): Reply;
}

interface BrowserRequest {
  url: string;
  protocol: string;
  headers: { host?: string; cookie?: string };
}

/** Signing in through the identity provider: there, and back. */
@ApiExcludeController()
@For("anyone")
@Controller(PLACE)
export class IdentityProviderController {
  private readonly logger = new Logger("access");
  private readonly provider: IdentityProvider | undefined;

  constructor(@Inject(CONSOLE_OPTIONS) private readonly options: ConsoleOptions) {
    const { identityProvider } = options;
    this.provider = identityProvider && createIdentityProvider(identityProvider);
  }

  @Get()
  async begin(@Req() request: BrowserRequest, @Res({ passthrough: true }) reply: Reply): Promise<void> {
    const provider = this.existing();
    const { url, state } = await provider
      .begin(`${this.ownAddress(request)}${PLACE}/callback`, (pending) =>
        rememberSignIn(this.options.pool, pending),
      )
      .catch((error: unknown) => {
        this.logger.warn(`the identity provider does not answer: ${explain(error)}`);
        throw new Problem(503, "The identity provider does not answer. Try again later.");
      });
    reply.status(302).header("location", url.href).header("set-cookie", signInCookie(state));
  }

  @Get("callback")
  async callback(@Req() request: BrowserRequest, @Res({ passthrough: true }) reply: Reply): Promise<void> {
    const provider = this.existing();
    const { pool } = this.options;
    const answer = new URL(request.url, this.ownAddress(request));
    const state = answer.searchParams.get("state") ?? "";
    const ours = readCookie(request.headers.cookie, SIGN_IN_COOKIE);
    const pending =
      ours !== undefined && hashOf(ours).equals(hashOf(state)) ? await takeSignIn(pool, state) : undefined;
    const refuse = (why: "provider" | "account"): void =>
      void reply
        .status(302)
        .header("location", `/sign-in?refused=${why}`)
        .header("set-cookie", signInCookie());
    if (!pending) return refuse("provider");
    try {
      const email = await provider.finish(answer, state, pending);
      const account = email === undefined ? undefined : await accountByName(pool, email);
      if (!account) return refuse("account");
      const session = await beginSession(pool, account);
      reply
        .status(302)
        .header("location", "/")
        .header("set-cookie", [sessionCookie(session), signInCookie()]);
    } catch (error) {
      this.logger.warn(`a sign-in through the identity provider failed: ${explain(error)}`);
      refuse("provider");
    }
  }

  private existing(): IdentityProvider {
    if (!this.provider) throw new Problem(404, "No identity provider is configured (OIDC_ISSUER).");
    return this.provider;
  }

  private ownAddress({ protocol, headers }: BrowserRequest): string {
    return this.options.publicUrl ?? `${protocol}://${headers.host ?? "localhost"}`;
  }
}
