import { randomUUID } from "node:crypto";
import type { Pool } from "pg";
import {
  decideRedelivery,
  evolveRedelivery,
  initialRedelivery,
  InvalidRedelivery,
  RedeliveryConflict,
  type RedeliveryCommand,
  type RedeliveryEvent,
  type RedeliveryState,
} from "#delivery";
import { Problem } from "#platform";
import { decideOnStream } from "../commands/decide-on-stream.ts";
import type { DeliverySources } from "../deliveries/asked-deliveries.ts";
import type { DeliveryChoice } from "../deliveries/delivery-queries.ts";
import { chooseByFilter, ownerOfChosen, refuseOtherCount } from "./choose-deliveries.ts";
import type { RedeliveryAnswer, RedeliveryBody } from "./redelivery-schemas.ts";

/** Takes a person's command to a redelivery's stream. */
export const actOnRedelivery = async (
  pool: Pool,
  id: string,
  integration: string,
  command: RedeliveryCommand,
): Promise<void> => {
  try {
    await decideOnStream<RedeliveryState, RedeliveryEvent>(pool, `redelivery-${id}`, {
      initialState: initialRedelivery,
      evolve: evolveRedelivery,
      decide: (before) => decideRedelivery(before, command),
      originOf: ([first]) => ({ source: first?.source ?? integration }),
    });
  } catch (error) {
    if (error instanceof InvalidRedelivery)
      throw new Problem(400, error.message, {
        errors: [{ parameter: error.parameter, message: error.message }],
      });
    if (error instanceof RedeliveryConflict) throw new Problem(error.missing ? 404 : 409, error.message);
    throw error;
  }
};

const NOT_KEPT = "not kept";

/** A filter as it may stand in the log for ever: what may name a person goes with the payloads. */
const lasting = ({ object, words, ...filter }: DeliveryChoice): Record<string, unknown> => ({
  ...filter,
  ...(object !== undefined && { object: NOT_KEPT }),
  ...(words !== undefined && { words: NOT_KEPT }),
});

/** Asks for deliveries to be sent again: those that were chosen one by one, or those of a filter whose count was shown. */
export const requestRedelivery = async (
  store: DeliverySources,
  body: RedeliveryBody,
  by: string,
): Promise<RedeliveryAnswer> => {
  const id = randomUUID();
  const at = new Date().toISOString();
  const asked = {
    type: "RequestRedelivery",
    id,
    by,
    at,
    ...(body.reason && { reason: body.reason }),
  } as const;
  if ("deliveryIds" in body) {
    const deliveryIds = [...new Set(body.deliveryIds)];
    const integration = await ownerOfChosen(store, deliveryIds);
    await actOnRedelivery(store.pool, id, integration, { ...asked, integration, deliveryIds });
    return { id, total: deliveryIds.length, leftOut: 0 };
  }
  const { filter } = body;
  const { integration } = filter;
  const chosen = await chooseByFilter(store, filter);
  await refuseOtherCount(store, integration, chosen, body);
  const { ids: deliveryIds, leftOut } = chosen;
  await actOnRedelivery(store.pool, id, integration, {
    ...asked,
    integration,
    deliveryIds,
    filter: lasting(filter),
  });
  return { id, total: deliveryIds.length, leftOut };
};
