import type { ClauseOf } from "#spec";
import { splitUrl } from "#observation";
import type { WebhookAttempt } from "#observation";
import { saysHttps } from "../../auth/transport-check.ts";
import type { Check } from "../../check.ts";
import { episodeOf } from "../../engine/finding.ts";
import { INSECURE_ENDPOINT } from "./rules.ts";
import { attemptVerdict } from "./telling.ts";

/** Behind a proxy the receiver may see http where https was called; only its headers can tell. */
const isInsecure = ({ endpoint, observedBy, request: { headers } }: WebhookAttempt): boolean => {
  if (splitUrl(endpoint)?.scheme !== "http") return false;
  return headers ? !saysHttps(headers) : observedBy !== "receiver";
};

/** `webhook.insecure-endpoint`: one episode an endpoint. */
export const endpointCheck = (clause: ClauseOf<"webhook.secure-endpoint">): Check<null> => ({
  key: `webhook.insecure-endpoint|${clause.path}`,
  initialState: () => null,
  observation(_, observation, _clockMs, report) {
    if (observation.type !== "attempt" || !isInsecure(observation)) return;
    const { endpoint, environment } = observation;
    const verdict = attemptVerdict(observation, {
      rule: INSECURE_ENDPOINT,
      clause,
      subject: endpoint,
      message: `The endpoint ${endpoint} is http; the specification asks for HTTPS`,
      evidence: { expected: "https", actual: "http" },
    });
    report({
      kind: "occurrence",
      episode: episodeOf(INSECURE_ENDPOINT.id, environment, endpoint, ""),
      verdict,
    });
  },
});
