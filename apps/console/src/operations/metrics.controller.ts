import { Controller, Get, Inject, Res } from "@nestjs/common";
import { ApiOperation, ApiProduces, ApiTags } from "@nestjs/swagger";
import { For } from "#access";
import { OPERATIONS_OPTIONS, type OperationsOptions } from "./operations-options.ts";

/** The service's metrics, as Prometheus scrapes them. */
@ApiTags("operations")
@For("viewer")
@Controller("metrics")
export class MetricsController {
  constructor(@Inject(OPERATIONS_OPTIONS) private readonly options: OperationsOptions) {}

  @Get()
  @ApiOperation({ summary: "Metrics in the format of the registry, Prometheus text or OpenMetrics" })
  @ApiProduces("text/plain")
  async metrics(@Res({ passthrough: true }) reply: { header(name: string, value: string): unknown }) {
    const { metrics } = this.options;
    reply.header("content-type", metrics.contentType);
    return metrics.metrics();
  }
}
