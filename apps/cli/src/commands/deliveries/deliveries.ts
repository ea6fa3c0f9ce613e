import type { Command } from "commander";
import { addRedeliver } from "./redeliver.ts";

/** `clausewatch deliveries`: webhooks, each event's way to each endpoint. */
export const addDeliveries = (program: Command): void => {
  const deliveries = program.command("deliveries").description("webhooks and what became of them");
  addRedeliver(deliveries);
import { addDeliveriesList } from "./list.ts";
import { addDeliveriesShow } from "./show.ts";
const PARTS = [addDeliveriesList, addDeliveriesShow];
/** `clausewatch deliveries …`: was that webhook sent, received, answered? */
  const parent = program.command("deliveries").description("webhook deliveries: sent, received, answered?");
  for (const add of PARTS) add(parent);
  for (const command of parent.commands) command.exitOverride();
};
