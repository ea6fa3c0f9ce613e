import type { CheckFamily } from "../check.ts";
import { compileDeliveryChecks, DELIVERY_RULES } from "./deliveries/delivery-checks.ts";
import { compileMessageChecks, MESSAGE_RULES } from "./messages/message-checks.ts";

/** Rules about webhooks: what a message says and proves, and how it is delivered (rules.md, "Webhooks"). */
export const webhookFamily: CheckFamily = {
  name: "webhook",
  rules: [...MESSAGE_RULES, ...DELIVERY_RULES],
  compile(specification) {
    const messages = compileMessageChecks(specification);
    const deliveries = compileDeliveryChecks(specification);
    return {
      checks: [...messages.checks, ...deliveries.checks],
      enforced: [...messages.enforced, ...deliveries.enforced],
      unenforced: [...(messages.unenforced ?? []), ...(deliveries.unenforced ?? [])],
    };
  },
};
