import { Module, type DynamicModule } from "@nestjs/common";
import { HealthController } from "./health.controller.ts";
import { MetricsController } from "./metrics.controller.ts";
import { OPERATIONS_OPTIONS, type OperationsOptions } from "./operations-options.ts";

/** `/health/live`, `/health/ready` and `/metrics` of a service. */
@Module({})
export class OperationsModule {
  static register(options: OperationsOptions): DynamicModule {
    return {
      module: OperationsModule,
      controllers: [HealthController, MetricsController],
      providers: [{ provide: OPERATIONS_OPTIONS, useValue: options }],
    };
  }
}
