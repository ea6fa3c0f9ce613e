import { claim, ordinary, type Fault } from "./fault.ts";

const HOUR_MS = 3_600_000;
const WORDS = ["ledger", "shadow", "legacy", "preview", "drafts", "probes"];
const ORPHAN_MEMBER = "region_hint";

export const ENDPOINT_FAULTS: readonly Fault[] = [
  {
    rule: "endpoint.undocumented",
    inject({ model, random, composer, client, startMs }) {
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
      draft.request.headers.Host = "api-forgotten.example.net";
      return claim(draft, "environment.unknown-origin");
    },
  },
  {
    rule: "environment.parity",
    inject(scene) {
      const { environments } = scene.model;
      if (environments.length < 2 || scene.client.environment !== environments.at(-1)) return undefined;
      const draft = ordinary(scene);
      if (typeof draft?.response?.body !== "object" || draft.response.body === null) return undefined;
      Object.assign(draft.response.body, { [ORPHAN_MEMBER]: "eu-1" });
      const episode = `${draft.label} ${draft.response.status} ${ORPHAN_MEMBER}`;
      draft.claims.push({ rule: "response.undocumented-field", episode });
      return [draft];
    },
  },
];
