import { Inject } from "@nestjs/common";
import { Command, CommandHandler, type ICommandHandler } from "@nestjs/cqrs";
import { CONSOLE_OPTIONS, type ConsoleOptions } from "../console-options.ts";
import { actOnMaintenance } from "./act-on-maintenance.ts";
import type { MaintenanceStanding } from "./maintenance-schemas.ts";

export class WithdrawMaintenance extends Command<MaintenanceStanding> {
  constructor(
    readonly id: string,
    readonly by: string,
    readonly reason: string | undefined,
  ) {
    super();
  }
}

@CommandHandler(WithdrawMaintenance)
export class WithdrawMaintenanceHandler implements ICommandHandler<WithdrawMaintenance> {
  constructor(@Inject(CONSOLE_OPTIONS) private readonly options: ConsoleOptions) {}

  execute({ id, by, reason }: WithdrawMaintenance): Promise<MaintenanceStanding> {
    return actOnMaintenance(this.options.pool, id, { type: "Withdraw", by, reason });
  }
}
