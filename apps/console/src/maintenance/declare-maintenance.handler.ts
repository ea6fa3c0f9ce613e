import { randomUUID } from "node:crypto";
import { Inject } from "@nestjs/common";
import { Command, CommandHandler, type ICommandHandler } from "@nestjs/cqrs";
import { CONSOLE_OPTIONS, type ConsoleOptions } from "../console-options.ts";
import { IntegrationLookup } from "../integrations/integration-lookup.ts";
import { actOnMaintenance } from "./act-on-maintenance.ts";
import type { DeclarationBody, MaintenanceStanding } from "./maintenance-schemas.ts";

export class DeclareMaintenance extends Command<MaintenanceStanding> {
  constructor(
    readonly declaration: DeclarationBody,
    readonly by: string,
  ) {
    super();
  }
}

@CommandHandler(DeclareMaintenance)
export class DeclareMaintenanceHandler implements ICommandHandler<DeclareMaintenance> {
  constructor(
    @Inject(CONSOLE_OPTIONS) private readonly options: ConsoleOptions,
    private readonly lookup: IntegrationLookup,
  ) {}

  async execute({ declaration, by }: DeclareMaintenance): Promise<MaintenanceStanding> {
    const { from, to, ...rest } = declaration;
    await this.lookup.integration(rest.integration);
    const id = randomUUID();
    const maintenance = { id, ...rest, from: from.toISOString(), to: to.toISOString() };
    return actOnMaintenance(this.options.pool, id, { type: "Declare", maintenance, by });
  }
}
