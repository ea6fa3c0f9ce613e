import type { Command } from "commander";
import { addDeliveriesList } from "./list.ts";
import { addRedeliver } from "./redeliver.ts";
import { addDeliveriesShow } from "./show.ts";

/** `clausewatch deliveries`: webhooks, each event's way to each endpoint. */
export const addDeliveries = (program: Command): void => {
  const deliveries = program.command("deliveries").description("webhooks and what became of them");
  for (const add of [addDeliveriesList, addDeliveriesShow, addRedeliver]) add(deliveries);
  for (const command of deliveries.commands) command.exitOverride();
};
