import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { Controller, Get, Header, Inject, Res } from "@nestjs/common";
import { ApiExcludeController } from "@nestjs/swagger";
import { contentSecurityPolicy } from "../http/content-security-policy.ts";
import { For } from "#access";
import { CONSOLE_OPTIONS, type ConsoleOptions } from "../console-options.ts";

interface Reply {
  status(code: number): Reply;
  header(name: string, value: string): Reply;
}

/** The pages' one document at every address that a page has. */
@ApiExcludeController()
@For("anyone")
@Controller()
export class PagesController {
  constructor(@Inject(CONSOLE_OPTIONS) private readonly options: ConsoleOptions) {}

  @Get([
    "/",
    "violations",
    "violations/:id",
    "integrations",
    "integrations/:id",
    "dead-letters",
    "dead-letters/:id",
    "deliveries",
    "deliveries/:id",
    "redeliveries",
    "redeliveries/:id",
    "service-levels",
    "limits",
    "not-documented",
    "alerts",
    "settings",
    "sign-in",
  ])
  @Header("cache-control", "no-cache")
  async page(@Res({ passthrough: true }) reply: Reply): Promise<string> {
    try {
      const page = await readFile(join(this.options.webRoot, "index.html"), "utf8");
      const nonce = randomBytes(16).toString("base64");
      reply.header("content-type", "text/html; charset=utf-8");
      reply.header("content-security-policy", contentSecurityPolicy(nonce));
      return page.replace("{nonce}", nonce);
    } catch {
      reply.status(503).header("content-type", "text/plain; charset=utf-8");
      return "The pages are not built. Run `npm run build`, then start again. The API is at /api/v1, described at /api/openapi.json.\n";
    }
  }
}
