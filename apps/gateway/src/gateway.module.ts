import { Inject, Module, type DynamicModule, type OnModuleInit } from "@nestjs/common";
import { HttpAdapterHost } from "@nestjs/core";
import { GATEWAY_OPTIONS, type GatewayOptions } from "./gateway-options.ts";
import { IngestController } from "./ingest/ingest.controller.ts";
import { Ingest } from "./ingest/ingest.ts";
import { enableRawRoutes, type RawRouteHost } from "./ingest/raw-route.ts";

/** Takes events in over HTTP; composes with other modules in one Fastify application. */
@Module({})
export class GatewayModule implements OnModuleInit {
  constructor(@Inject(HttpAdapterHost) private readonly host: HttpAdapterHost) {}

  static register(options: GatewayOptions): DynamicModule {
    return {
      module: GatewayModule,
      controllers: [IngestController],
      providers: [Ingest, { provide: GATEWAY_OPTIONS, useValue: options }],
    };
  }

  onModuleInit(): void {
    enableRawRoutes(this.host.httpAdapter.getInstance<RawRouteHost>());
  }
}
