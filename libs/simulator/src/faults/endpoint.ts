import { successStatus } from "../model/endpoint-model.ts";
import { isObject } from "../value/schema-value.ts";
import { claim } from "../draft-base.ts";
import { ordinary, type Fault } from "./fault.ts";

const HOUR_MS = 3_600_000;
const WORDS = ["ledger", "shadow", "legacy", "preview", "drafts", "probes"];
const ORPHAN_MEMBER = "region_hint";

export const ENDPOINT_FAULTS: readonly Fault[] = [
  {
    rule: "endpoint.undocumented",
    inject({ model, random, composer, client, startMs }) {
      if (model.endpoints.length === 0) return undefined;
      const operation = {
        method: random.pick(["GET", "DELETE"]),
        path: `/internal/${random.pick(WORDS)}`,
      };
      const draft = composer.mentioned(client, operation, startMs);
      draft.explicit = true;
      const notFound = model.catalogue.find(({ status }) => status === 404);
      if (operation.method === "DELETE" && notFound) composer.answerError(draft, notFound);
      const hour = Math.floor(startMs / HOUR_MS);
      draft.claims.push({ rule: "endpoint.undocumented", episode: `${draft.label} ${hour}` });
      return [draft];
    },
  },
  {
    rule: "environment.unknown-origin",
    inject(scene) {
      if (scene.client.environment.name === undefined) return undefined;
      const draft = ordinary(scene);
      if (draft === undefined) return undefined;
      draft.baseUrl = `https://api-forgotten.example.net${new URL(draft.baseUrl).pathname.replace(/\/$/, "")}`;
      return claim(draft, "environment.unknown-origin");
    },
  },
  {
    rule: "environment.parity",
    stand({ environments, endpoints }, draft) {
      const { response, environment, endpoint } = draft;
      const isConcerned =
        environments.length > 1 && environment === environments[0] && endpoint === endpoints[0];
      if (!isConcerned || !isObject(response?.body) || response.status !== successStatus(endpoint!)) return;
      response.body[ORPHAN_MEMBER] = "eu-1";
      const episode = `${draft.label} ${response.status} ${ORPHAN_MEMBER}`;
      draft.claims.push({ rule: "response.undocumented-field", episode });
    },
  },
];
