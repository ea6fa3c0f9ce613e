import { Body, Controller, Module, Post, type ExecutionContext } from "@nestjs/common";
import { FastifyAdapter, type NestFastifyApplication } from "@nestjs/platform-fastify";
import { Test } from "@nestjs/testing";
import type { KnownRequest, Principal } from "#access";
import { createRedactor } from "#observation";
import { createMetrics, ProblemFilter, type Metrics } from "#platform";
import type { OutgoingRecord } from "#stream";
import { GatewayModule, type GatewayOptions } from "../index.ts";

export const STRUCTURED = "application/cloudevents+json";
export const BATCH = "application/cloudevents-batch+json";
export const NDJSON = "application/x-ndjson";

/** A valid event that holds credentials, with some of its attributes and data replaced. */
export const event = (attributes: Record<string, unknown> = {}, data: Record<string, unknown> = {}) => ({
  specversion: "1.0",
  id: "e-1",
  source: "/edge",
  type: "http.exchange.v1",
  time: "2024-01-15T10:30:00Z",
  subject: "shop-orders",
  ...attributes,
  data: {
    method: "GET",
    url: "https://api.example.com/v1/orders?token=s3cret-value",
    request: { headers: { Authorization: "Bearer s3cret-value" }, body: { password: "s3cret-value" } },
    response: { status: 200 },
    ...data,
  },
});

@Controller()
class OtherController {
  @Post("other")
  other(@Body() body: unknown): unknown {
    return { got: body };
  }
}

@Module({ controllers: [OtherController] })
class OtherModule {}

/** An answer, its body parsed. */
export interface Answer {
  status: number;
  headers: Record<string, unknown>;
  body: unknown;
}

/** A gateway beside another module, over a producer that keeps what it is given. */
export class RunningGateway {
  readonly appended: OutgoingRecord[] = [];
  readonly append = jest.fn(async (records: readonly OutgoingRecord[]): Promise<void> => {
    this.appended.push(...records);
  });

  private constructor(
    readonly app: NestFastifyApplication,
    readonly metrics: Metrics,
  ) {}

  /** `asking` tells who sends, as the guard in front of it would have found out. */
  static async start(
    options: Partial<GatewayOptions> = {},
    asking: () => Principal | undefined = () => undefined,
  ): Promise<RunningGateway> {
    const producer = {
      append: (records: readonly OutgoingRecord[]) => running.append(records),
      close: async () => undefined,
    };
    const metrics = createMetrics();
    const gateway = GatewayModule.register({
      producer,
      metrics,
      redactor: createRedactor((text) => Buffer.from(text).toString("hex").padStart(12, "0").slice(-12)),
      resolver: {
        has: (id) => id === "shop-orders",
        find: (observation) =>
          observation.type === "exchange" && observation.url.host === "api.example.com"
            ? "shop-orders"
            : undefined,
      },
      ...options,
    });
    const testing = await Test.createTestingModule({ imports: [gateway, OtherModule] }).compile();
    const app = testing.createNestApplication<NestFastifyApplication>(new FastifyAdapter());
    const running = new RunningGateway(app, metrics);
    app.useLogger(false);
    app.useGlobalGuards({
      canActivate: (context: ExecutionContext) => {
        context.switchToHttp().getRequest<KnownRequest>().principal = asking();
        return true;
      },
    });
    app.useGlobalFilters(new ProblemFilter(() => undefined));
    await app.init();
    await app.getHttpAdapter().getInstance().ready();
    return running;
  }

  stop(): Promise<void> {
    return this.app.close();
  }

  /** What the producer was given, read back. */
  get stored(): Record<string, unknown>[] {
    return this.appended.map(({ value }) => JSON.parse(value.toString()) as Record<string, unknown>);
  }

  /** Makes the next append wait; resolves once it has begun, with what lets it go on. */
  holdAppend(): { begun: Promise<void>; release: () => void } {
    let release = (): void => undefined;
    const begun = new Promise<void>((resolve) => {
      this.append.mockImplementationOnce(() => {
        resolve();
        return new Promise<void>((done) => (release = done));
      });
    });
    return { begun, release: () => release() };
  }

  async send(payload: unknown, contentType?: string, headers: Record<string, string> = {}): Promise<Answer> {
    const response = await this.app.inject({
      method: "POST",
      url: "/v1/events",
      payload: typeof payload === "string" || Buffer.isBuffer(payload) ? payload : JSON.stringify(payload),
      headers: contentType === undefined ? headers : { "content-type": contentType, ...headers },
    });
    return {
      status: response.statusCode,
      headers: response.headers,
      body: JSON.parse(response.body) as unknown,
    };
  }

  /** Expects an answer to be a problem that tells no secret, and that nothing was written. */
  expectProblem(answer: Answer, status: number, members: object = {}): void {
    expect(answer.body).toMatchObject({ type: "about:blank", status, ...members });
    expect(answer.status).toBe(status);
    expect(answer.headers["content-type"]).toContain("application/problem+json");
    expect(JSON.stringify(answer.body)).not.toMatch(/s3cret|\.ts:|node_modules/);
    expect(this.append).not.toHaveBeenCalled();
  }
}
