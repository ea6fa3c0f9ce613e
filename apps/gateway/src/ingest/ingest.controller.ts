import { Controller, HttpCode, Inject, Post, Req, UseFilters } from "@nestjs/common";
import { RouteConfig } from "@nestjs/platform-fastify";
import { GATEWAY_OPTIONS, type GatewayOptions } from "../gateway-options.ts";
import { ProblemFilter } from "../problem.filter.ts";
import { InFlight } from "./in-flight.ts";
import { Ingest, type Taken } from "./ingest.ts";
import { contentTypeOf, RAW_ROUTE, type RawRequest } from "./raw-route.ts";
import { readBody } from "./read-body.ts";
import { readEvents } from "./read-events.ts";

const MIB = 1_048_576;

/** `POST /v1/events`: CloudEvents in structured, binary and batch mode, and one a line. */
@Controller()
@UseFilters(ProblemFilter)
export class IngestController {
  private readonly maxRequestBytes: number;
  private readonly inFlight: InFlight;

  constructor(
    @Inject(Ingest) private readonly ingest: Ingest,
    @Inject(GATEWAY_OPTIONS) options: GatewayOptions,
  ) {
    this.maxRequestBytes = options.maxRequestBytes ?? 16 * MIB;
    this.inFlight = new InFlight(options.maxInFlightBytes ?? 64 * MIB);
  }

  @Post("v1/events")
  @HttpCode(202)
  @RouteConfig(RAW_ROUTE)
  async events(@Req() { raw }: RawRequest): Promise<Taken> {
    const body = await readBody(raw, this.maxRequestBytes, this.inFlight);
    try {
      return await this.ingest.take(readEvents(contentTypeOf(raw), raw.headers, body.bytes));
    } finally {
      body.release();
    }
  }
}
