import { documentedBody } from "../model/endpoint-model.ts";
import type { ErrorModel } from "../model/error-model.ts";
import type { ExchangeDraft } from "../exchange/draft.ts";
import { bodyBreaks } from "./body-breaks.ts";
import { claim } from "../draft-base.ts";
import { businessErrors, ordinary, type Fault, type Scene } from "./fault.ts";

const UNKNOWN_CODE = "UNEXPECTED_CONDITION";

/** Business errors of the catalogue that the endpoint gives no example of. */
const plainErrors = ({ model }: Scene, draft: ExchangeDraft): ErrorModel[] =>
  businessErrors(model, draft.endpoint!).filter(
    ({ code, status }) =>
      model.catalogue.some((known) => known.code === code) &&
      documentedBody(draft.endpoint!, status, code) === undefined,
  );

export const ERROR_FAULTS: readonly Fault[] = [
  {
    rule: "error.format",
    inject(scene) {
      const format = scene.model.errorFormat;
      const draft = format && ordinary(scene);
      const errors = draft && plainErrors(scene, draft);
      if (!errors?.length) return undefined;
      scene.composer.answerError(draft!, scene.random.pick(errors));
      const breaks = bodyBreaks(format!.body, draft!.response?.body).filter(
        ({ kind, pointer }) => kind === "missing" && !format!.codePointer.startsWith(pointer),
      );
      if (breaks.length === 0) return undefined;
      scene.random.pick(breaks).apply();
      return claim(draft!, "error.format");
    },
  },
  {
    rule: "error.unknown-code",
    inject(scene) {
      const draft = scene.model.errorFormat && ordinary(scene);
      const errors = draft && plainErrors(scene, draft);
      if (!errors?.length) return undefined;
      const { status } = scene.random.pick(errors);
      scene.composer.answerError(draft!, { code: UNKNOWN_CODE, status });
      return claim(draft!, "error.unknown-code");
    },
  },
  {
    rule: "error.status-mismatch",
    inject(scene) {
      const draft = scene.model.errorFormat && ordinary(scene);
      const errors = draft && plainErrors(scene, draft);
      if (!errors?.length) return undefined;
      const { code, status } = scene.random.pick(errors);
      const other = errors.find((candidate) => candidate.status !== status)?.status;
      if (other === undefined) return undefined;
      scene.composer.answerError(draft!, { code, status: other });
      return claim(draft!, "error.status-mismatch");
    },
  },
];
