import { documentedBody, successStatus, type EndpointModel } from "../model/endpoint-model.ts";
import type { ExchangeDraft } from "../exchange/draft.ts";
import { dropHeader } from "../exchange/draft.ts";
import { isObject } from "../value/schema-value.ts";
import { bodyBreaks, type BodyBreak } from "./body-breaks.ts";
import { burst } from "./burst.ts";
import { claim } from "../draft-base.ts";
import { ordinary, type Fault, type Scene } from "./fault.ts";

const EXTRA_MEMBER = "debug_trace";
const UNDOCUMENTED = [206, 207, 202];

const successBody = (endpoint: EndpointModel) => documentedBody(endpoint, successStatus(endpoint) ?? 0);

const withBrokenBody = (scene: Scene, kind: BodyBreak["kind"]): ExchangeDraft | undefined => {
  const draft = ordinary(scene, (endpoint) => successBody(endpoint) !== undefined);
  const breaks = draft && bodyBreaks(successBody(draft.endpoint!)!, draft.response?.body);
  const fitting = breaks?.filter(
    (candidate) => candidate.kind === kind && /^\/[^/]+$/.test(candidate.pointer),
  );
  if (!fitting?.length) return undefined;
  scene.random.pick(fitting).apply();
  return draft;
};

const limitHeaderNames = ({ model }: Scene) =>
  Object.values(model.limitHeaders).map((name: string) => name.toLowerCase());

/** The headers documented for a status, but those that tell of limits. */
const documentedHeaders = (scene: Scene, endpoint: EndpointModel, status: number) =>
  endpoint.responseHeaders
    .filter((header) => header.status === status)
    .map(({ name }) => name)
    .filter((name) => !limitHeaderNames(scene).includes(name.toLowerCase()));

export const RESPONSE_FAULTS: readonly Fault[] = [
  {
    rule: "response.undocumented-status",
    inject(scene) {
      const documented = (endpoint: EndpointModel) =>
        new Set([...endpoint.statuses, ...scene.model.catalogue.map(({ status }) => status)]);
      const draft = ordinary(scene);
      const status = draft && UNDOCUMENTED.find((candidate) => !documented(draft.endpoint!).has(candidate));
      if (status === undefined) return undefined;
      scene.composer.answerStatus(draft!, status);
      draft!.claims.push({ rule: "response.undocumented-status", episode: `${draft!.label} ${status}` });
      return [draft!];
    },
  },
  {
    rule: "response.header-missing",
    inject(scene) {
      const draft = ordinary(
        scene,
        (endpoint) => documentedHeaders(scene, endpoint, successStatus(endpoint) ?? 0).length > 0,
      );
      if (draft === undefined) return undefined;
      const names = documentedHeaders(scene, draft.endpoint!, draft.response!.status);
      dropHeader(draft.response!, scene.random.pick(names));
      return claim(draft, "response.header-missing");
    },
  },
  {
    rule: "response.header-missing",
    isBurst: true,
    inject(scene) {
      const drafts = burst(scene, "refused");
      const last = drafts?.at(-1);
      const names = last?.endpoint && documentedHeaders(scene, last.endpoint, last.response!.status);
      if (!names?.length) return undefined;
      dropHeader(last!.response!, names[0]!);
      claim(last!, "response.header-missing");
      return drafts;
    },
  },
  {
    rule: "response.body-unparseable",
    inject(scene) {
      const draft = ordinary(scene, (endpoint) => successBody(endpoint) !== undefined);
      if (draft?.response === undefined) return undefined;
      delete draft.response.body;
      draft.response.bodyText = "<html><body>It works!</body></html>";
      return claim(draft, "response.body-unparseable");
    },
  },
  {
    rule: "response.body-invalid",
    inject(scene) {
      const draft = withBrokenBody(scene, "type");
      return draft && claim(draft, "response.body-invalid");
    },
  },
  {
    rule: "response.field-missing",
    inject(scene) {
      const draft = withBrokenBody(scene, "missing");
      return draft && claim(draft, "response.field-missing");
    },
  },
  {
    rule: "response.undocumented-field",
    isEarly: true,
    inject(scene) {
      const chosen = scene.model.endpoints.find(
        (endpoint) => successBody(endpoint)?.schema.type === "object",
      );
      const first = ordinary(scene, (endpoint) => endpoint === chosen);
      if (first === undefined) return undefined;
      return scene.model.environments.map((environment) => {
        const client = environment === scene.client.environment ? scene.client : scene.newClient(environment);
        const draft =
          client === scene.client ? first : scene.composer.success(client, first.endpoint!, scene.startMs);
        draft.explicit = true;
        const { response } = draft;
        if (!isObject(response?.body)) return draft;
        response.body[EXTRA_MEMBER] = "x";
        const episode = `${draft.label} ${response.status} ${EXTRA_MEMBER}`;
        draft.claims.push({ rule: "response.undocumented-field", episode });
        return draft;
      });
    },
  },
];
