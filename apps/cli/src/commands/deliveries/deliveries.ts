import type { Command } from "commander";
import { addRedeliver } from "./redeliver.ts";

/** `clausewatch deliveries`: webhooks, each event's way to each endpoint. */
export const addDeliveries = (program: Command): void => {
  const deliveries = program.command("deliveries").description("webhooks and what became of them");
  addRedeliver(deliveries);
};
