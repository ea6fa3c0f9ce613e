import type { Pool } from "pg";
import type { DataSource } from "typeorm";
import { MOST_REDELIVERIES, type RedeliveryEvent, type WebhookAttempted } from "#delivery";
import { countEvents, projectionPosition } from "#event-store";
import { Problem } from "#platform";
import {
  integrationsOfDeliveries,
  listDeliveries,
  READ_MODELS,
  unsettledDeliveries,
  type DeliveryFilter,
} from "#read-models";
import { askedDeliveries, type DeliverySources } from "../deliveries/asked-deliveries.ts";
import type { DeliveryChoice } from "../deliveries/delivery-queries.ts";

/** Deliveries of a filter that are sent again. */
export interface ChosenDeliveries {
  /** Oldest first. */
  ids: string[];
  leftOut: number;
  /** Where the read model stood before they were chosen. */
  position: number;
}

const PAGE = 1_000;
const CHANGING = [
  "WebhookAttempted",
  "RedeliveryAttempted",
  "RedeliverySettled",
  "RedeliveryRequested",
  "RedeliveryCancelled",
] as const satisfies readonly (WebhookAttempted | RedeliveryEvent)["type"][];

const readModelPosition = async (pool: Pool): Promise<number> => {
  const { name, version } = READ_MODELS.find((model) => model.name === "delivery")!;
  return projectionPosition(pool, name, version);
};

const matching = async (source: DataSource, filter: DeliveryFilter): Promise<string[]> => {
  const ids: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await listDeliveries(source, filter, {
      limit: PAGE,
      ...(cursor !== undefined && { cursor }),
    });
    ids.push(...page.items.map(({ deliveryId }) => deliveryId));
    cursor = page.nextCursor;
    if (ids.length > MOST_REDELIVERIES)
      throw new Problem(400, `More than ${MOST_REDELIVERIES} deliveries match. Narrow the filter.`, {
        errors: [{ parameter: "filter", message: `more than ${MOST_REDELIVERIES} deliveries match` }],
      });
  } while (cursor !== undefined);
  return ids.reverse();
};

/** The deliveries that a filter chooses now, but for those that are being sent already or whose last outcome is unknown. */
export const chooseByFilter = async (
  sources: DeliverySources,
  choice: DeliveryChoice,
): Promise<ChosenDeliveries> => {
  const { pool, readModels } = sources;
  const { filter, incomplete } = await askedDeliveries(sources, choice);
  if (incomplete)
    throw new Problem(400, "More payloads hold these words than can be looked at. Narrow the time.", {
      errors: [{ parameter: "words", message: "too many payloads hold them" }],
    });
  const position = await readModelPosition(pool);
  const all = await matching(readModels, filter);
  const unsettled = await unsettledDeliveries(readModels, all);
  const ids = all.filter((id) => !unsettled.has(id));
  return { ids, leftOut: all.length - ids.length, position };
};

/** Refuses a choice that differs from what a person was shown by more than what came in meanwhile. */
export const refuseOtherCount = async (
  { pool }: DeliverySources,
  integration: string,
  chosen: ChosenDeliveries,
  shown: { count: number; position: number },
): Promise<void> => {
  const difference = Math.abs(chosen.ids.length - shown.count);
  if (difference === 0) return;
  const upTo = await readModelPosition(pool);
  const came = await countEvents(pool, { after: shown.position, upTo, source: integration, types: CHANGING });
  if (difference > came)
    throw new Problem(
      409,
      `${shown.count} deliveries were shown, and ${chosen.ids.length} match now. Count them again.`,
    );
};

/** The integration of deliveries that a person chose one by one; refused are those that are being sent already. */
export const ownerOfChosen = async (
  { readModels }: DeliverySources,
  ids: readonly string[],
): Promise<string> => {
  const owners = await integrationsOfDeliveries(readModels, ids);
  const missing = ids.find((id) => !owners.has(id));
  if (missing !== undefined) throw new Problem(404, `There is no delivery ${JSON.stringify(missing)}.`);
  const [integration, another] = new Set(owners.values());
  if (another !== undefined)
    throw new Problem(400, `They belong to ${integration} and ${another}; one integration is expected.`);
  const open = [...(await unsettledDeliveries(readModels, ids))].find(([, how]) => how === "open");
  if (open) throw new Problem(409, `The delivery ${open[0]} is being sent again already.`);
  return integration!;
};
