import type { Command } from "commander";
import { Problem, UserError } from "#platform";
import { configurationOf } from "../../configuration.ts";
import { eachOf, wholeNumber } from "../../options.ts";
import { useDatabase } from "../../use-database.ts";
import { DELIVERY_FILTERS, unusable } from "./filters.ts";
import { openSealing } from "./open-sealing.ts";

const BY = "the command line";

interface Options extends Record<string, unknown> {
  delivery?: string[];
  reason?: string;
  yes?: boolean;
  count?: number;
}

/** What the console's API would refuse. */
const refuseMisuse = (error: unknown): never => {
  throw error instanceof Problem ? new UserError(error.detail) : error;
};

const redeliver = async ({ delivery, reason, yes, count, ...asked }: Options): Promise<void> => {
  const [{ chooseByFilter, deliveryChoice, requestRedelivery }, { createReadModelSource }] =
    await Promise.all([import("../../../../console/src/index.ts"), import("#read-models")]);
  if (delivery && Object.keys(asked).length > 0)
    throw new UserError("--delivery chooses deliveries already.", "Leave the other choices out.");
  const parsed = delivery ? undefined : deliveryChoice.safeParse(asked);
  if (parsed?.error) throw unusable("redeliver", parsed.error.issues);
  const configuration = configurationOf();
  await useDatabase(configuration, async (pool, url) => {
    const readModels = await createReadModelSource(url, 1).initialize();
    const store = { pool, readModels, sealing: await openSealing(configuration, pool) };
    const told = (total: number, id: string): void =>
      void process.stdout.write(`${total} deliveries are sent again by redelivery ${id}.\n`);
    try {
      if (!parsed?.data) {
        const { id, total } = await requestRedelivery(store, { deliveryIds: delivery ?? [], reason }, BY);
        return told(total, id);
      }
      const filter = parsed.data;
      const chosen = await chooseByFilter(store, filter);
      const left =
        chosen.leftOut === 0 ? "" : `; ${chosen.leftOut} are left out, being sent or of unknown outcome`;
      process.stdout.write(`${chosen.ids.length} deliveries match${left}.\n`);
      if (chosen.ids.length === 0) return;
      const shown = yes ? chosen.ids.length : count;
      if (shown === undefined)
        throw new UserError("Nothing was sent again.", `Add --count ${chosen.ids.length}, or --yes.`);
      const body = { filter, count: shown, position: chosen.position, reason };
      const { id, total } = await requestRedelivery(store, body, BY);
      told(total, id);
    } catch (error) {
      refuseMisuse(error);
    } finally {
      await readModels.destroy();
    }
  });
};

/** `clausewatch deliveries redeliver`: sends webhooks again, after their count was shown. */
export const addRedeliver = (deliveries: Command): void => {
  const command = deliveries
    .command("redeliver")
    .description("send webhooks again that the alerter may send to their endpoints")
    .option("--delivery <id>", "this delivery; may be given more than once", eachOf);
  for (const [flags, description] of DELIVERY_FILTERS) command.option(flags, description);
  command
    .option("--reason <text>", "why, for those who look later")
    .option("--count <number>", "the count that was shown: another count is refused", wholeNumber(1))
    .option("--yes", "whatever the count is")
    .action((options: Options) => redeliver(options));
};
