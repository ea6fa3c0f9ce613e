import { Controller, HttpCode, Inject, Post, Req } from "@nestjs/common";
import { RouteConfig } from "@nestjs/platform-fastify";
import { Asking, For, type Principal } from "#access";
import { GATEWAY_OPTIONS, type GatewayOptions } from "../gateway-options.ts";
import { createGatewayMetrics } from "../metrics.ts";
import { Refusal } from "../refusal.ts";
import { InFlight } from "./in-flight.ts";
import { Ingest, type Taken } from "./ingest.ts";
import { contentTypeOf, RAW_ROUTE, type RawRequest } from "./raw-route.ts";
import { readBody } from "./read-body.ts";
import { readEvents } from "./read-events.ts";

const MIB = 1_048_576;
const RETRY_SECONDS = 30;

/** The integrations that a key is bound to; undefined: all. */
const integrationsOf = (asking: Principal | undefined): readonly string[] | undefined =>
  asking?.kind === "ingest" ? asking.integrations : undefined;

/** `POST /v1/events`: CloudEvents in structured, binary and batch mode, and one a line. */
@For("ingest")
@Controller()
export class IngestController {
  private readonly maxRequestBytes: number;
  private readonly inFlight: InFlight;
  private readonly metrics: ReturnType<typeof createGatewayMetrics>;

  constructor(
    @Inject(Ingest) private readonly ingest: Ingest,
    @Inject(GATEWAY_OPTIONS) private readonly options: GatewayOptions,
  ) {
    this.maxRequestBytes = options.maxRequestBytes ?? 16 * MIB;
    this.inFlight = new InFlight(options.maxInFlightBytes ?? 64 * MIB);
    this.metrics = createGatewayMetrics(options.metrics);
  }

  @Post("v1/events")
  @HttpCode(202)
  @RouteConfig(RAW_ROUTE)
  async events(@Req() { raw }: RawRequest, @Asking() asking: Principal | undefined): Promise<Taken> {
    let count = 1;
    try {
      await this.assertRoom(raw);
      const body = await readBody(raw, this.maxRequestBytes, this.inFlight);
      try {
        const events = readEvents(contentTypeOf(raw), raw.headers, body.bytes);
        count = events.length;
        const taken = await this.ingest.take(events, integrationsOf(asking));
        this.metrics.accepted.inc(taken.accepted);
        this.metrics.ignored.inc(taken.ignored ?? 0);
        return taken;
      } finally {
        body.release();
      }
    } catch (error) {
      this.metrics.refused.inc({ reason: error instanceof Refusal ? error.reason : "FAULT" }, count);
      throw error;
    }
  }

  /** Refuses before anything is read, while the disk could not hold it; what is there can still be read and judged. */
  private async assertRoom(raw: RawRequest["raw"]): Promise<void> {
    if ((await this.options.hasRoom?.()) ?? true) return;
    raw.on("error", () => undefined).resume();
    throw new Refusal(
      503,
      "DISK_FULL",
      "The disk is nearly full; nothing of this was taken.",
      {},
      RETRY_SECONDS,
    );
  }
}
