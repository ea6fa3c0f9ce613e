import type { Command } from "commander";
import { UserError } from "#platform";
import { configurationOf } from "../../configuration.ts";
import { oneOf } from "../../options.ts";
import { deliveryText } from "../../output/delivery-text.ts";
import { useDatabase } from "../../use-database.ts";

const FORMATS = ["text", "json"] as const;

const show = async (id: string, format: (typeof FORMATS)[number]): Promise<void> => {
  const { readDelivery } = await import("../../../../console/src/index.ts");
  const { createReadModelSource } = await import("#read-models");
  const found = await useDatabase(configurationOf(), async (_, url) => {
    const readModels = await createReadModelSource(url).initialize();
    try {
      return await readDelivery(readModels, id);
    } finally {
      await readModels.destroy();
    }
  });
  if (!found)
    throw new UserError(
      `There is no delivery ${JSON.stringify(id)}.`,
      "`clausewatch deliveries list --event-id …` tells the ids of an event's deliveries.",
    );
  process.stdout.write(format === "json" ? `${JSON.stringify(found, undefined, 2)}\n` : deliveryText(found));
};

/** `clausewatch deliveries show`: one delivery with its attempts. */
export const addDeliveriesShow = (parent: Command): void => {
  parent
    .command("show")
    .description("show one delivery: its attempts, and the violations that cite them")
    .argument("<id>", "the delivery's id")
    .option("--format <format>", FORMATS.join(", "), oneOf(FORMATS), "text")
    .action((id: string, { format }: { format: (typeof FORMATS)[number] }) => show(id, format));
};
