import { concernsCredential } from "#observation";
import { dropHeader, setHeader, type ExchangeDraft } from "../exchange/draft.ts";
import type { EndpointModel } from "../model/endpoint-model.ts";
import { rejectionOf, type ErrorModel } from "../model/error-model.ts";
import { bodyBreaks } from "./body-breaks.ts";
import { claim } from "../draft-base.ts";
import { ordinary, reject, type Fault, type Scene } from "./fault.ts";

const rejected = (scene: Scene, draft: ExchangeDraft | undefined, rule: string) => {
  if (draft === undefined) return undefined;
  reject(scene, draft);
  return claim(draft, rule);
};

const isContentType = (name: string) => name.toLowerCase() === "content-type";

const withoutHeader = (scene: Scene): ExchangeDraft | undefined => {
  const draft = ordinary(scene, ({ headers }) => headers.some(({ required }) => required));
  if (draft === undefined) return undefined;
  const names = draft.endpoint!.headers.filter(({ required }) => required).map(({ name }) => name);
  const name = scene.random.pick(
    names.some((one) => !isContentType(one)) ? names.filter((one) => !isContentType(one)) : names,
  );
  dropHeader(draft.request, name);
  return draft;
};

const withInvalidHeader = (scene: Scene): ExchangeDraft | undefined => {
  const draft = ordinary(scene, ({ headers }) =>
    headers.some(({ format, required }) => required && format.form !== "any"),
  );
  if (draft === undefined) return undefined;
  const header = scene.random.pick(
    draft.endpoint!.headers.filter(({ format, required }) => required && format.form !== "any"),
  );
  setHeader(draft.request, header.name, header.format.form === "literal" ? "text/plain" : "?");
  return draft;
};

const needsMembers = (scene: Scene): ExchangeDraft | undefined =>
  ordinary(scene, ({ body }) => Array.isArray(body?.schema.required) && body.schema.required.length > 0);

const withInvalidBody = (scene: Scene): ExchangeDraft | undefined => {
  const draft = ordinary(scene, ({ body }) => body !== undefined);
  const breaks = draft && bodyBreaks(draft.endpoint!.body!, draft.request.body);
  if (!breaks?.length) return undefined;
  scene.random.pick(breaks).apply();
  return draft;
};

const setBody = (
  draft: ExchangeDraft | undefined,
  body: Partial<ExchangeDraft["request"]>,
): ExchangeDraft | undefined => {
  if (draft === undefined) return undefined;
  delete draft.request.body;
  Object.assign(draft.request, body);
  return draft;
};

/** Whether a body has members that are never shown as they were sent, so that nobody can call it valid. */
const holdsCredentials = ({ body }: EndpointModel): boolean =>
  [...(body?.citations.keys() ?? [])].some(concernsCredential);

export const REQUEST_FAULTS: readonly Fault[] = [
  {
    rule: "request.header-missing",
    inject: (scene) => rejected(scene, withoutHeader(scene), "request.header-missing"),
  },
  {
    rule: "request.header-invalid",
    inject: (scene) => rejected(scene, withInvalidHeader(scene), "request.header-invalid"),
  },
  {
    rule: "request.body-missing",
    inject: (scene) =>
      rejected(scene, setBody(needsMembers(scene), { body: null, bodyBytes: 0 }), "request.body-missing"),
  },
  {
    rule: "request.body-unparseable",
    inject: (scene) =>
      rejected(
        scene,
        setBody(needsMembers(scene), { bodyText: '{"cut": "short' }),
        "request.body-unparseable",
      ),
  },
  {
    rule: "request.body-invalid",
    inject: (scene) => rejected(scene, withInvalidBody(scene), "request.body-invalid"),
  },
  {
    rule: "request.invalid-accepted",
    inject(scene) {
      const draft = withInvalidBody(scene);
      if (draft) return claim(draft, "request.body-invalid", "request.invalid-accepted");
      const headless = withoutHeader(scene);
      return headless && claim(headless, "request.header-missing", "request.invalid-accepted");
    },
  },
  {
    rule: "request.valid-rejected",
    inject(scene) {
      const draft = ordinary(
        scene,
        (endpoint) => rejectionOf(endpoint) !== undefined && !holdsCredentials(endpoint),
      );
      if (draft === undefined) return undefined;
      const rejection: ErrorModel = rejectionOf(draft.endpoint!)!;
      scene.composer.answerError(draft, rejection);
      return claim(draft, "request.valid-rejected");
    },
  },
];
