import { Controller, Get, Inject, Res } from "@nestjs/common";
import { ApiOperation, ApiTags } from "@nestjs/swagger";
import { z } from "zod";
import { For } from "#access";
import { Answers } from "../http/describe.ts";
import { OPERATIONS_OPTIONS, type OperationsOptions, type ReadinessCheck } from "./operations-options.ts";

const PATIENCE_MS = 3_000;

const readiness = z.object({
  status: z.enum(["ready", "not ready"]),
  checks: z.array(
    z.object({
      name: z.string(),
      ready: z.boolean(),
      reason: z.string().optional().describe("What is missing."),
    }),
  ),
});

const outcome = async ({ name, check }: ReadinessCheck) => {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${PATIENCE_MS} ms`)), PATIENCE_MS);
  });
  try {
    await Promise.race([check(), patience]);
    return { name, ready: true };
  } catch (error) {
    const reason = error instanceof Error ? error.message || error.name : String(error);
    return { name, ready: false, reason };
  } finally {
    clearTimeout(timer);
  }
};

/** Whether the service runs, and whether it can work. */
@ApiTags("operations")
@For("anyone")
@Controller("health")
export class HealthController {
  constructor(@Inject(OPERATIONS_OPTIONS) private readonly options: OperationsOptions) {}

  @Get("live")
  @ApiOperation({ summary: "Whether the process answers" })
  @Answers("It does.", z.object({ status: z.literal("live") }))
  live() {
    return { status: "live" };
  }

  @Get("ready")
  @ApiOperation({ summary: "Whether everything that the service needs is there" })
  @Answers("Everything is there.", readiness)
  @Answers("Something is missing.", readiness, 503)
  async ready(@Res({ passthrough: true }) reply: { status(code: number): unknown }) {
    const checks = await Promise.all(this.options.checks.map(outcome));
    const ready = checks.every((check) => check.ready);
    reply.status(ready ? 200 : 503);
    return { status: ready ? "ready" : "not ready", checks };
  }
}
