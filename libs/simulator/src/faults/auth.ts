import { dropHeader, setHeader, type ExchangeDraft } from "../exchange/draft.ts";
import { claim } from "../draft-base.ts";
import { ordinary, refuse, type Fault, type Scene } from "./fault.ts";

const withoutCredential = (scene: Scene): ExchangeDraft | undefined => {
  const header = scene.model.usageHeader;
  const draft = header && ordinary(scene);
  if (draft) dropHeader(draft.request, header.name);
  return draft;
};

const withMalformedCredential = (scene: Scene): ExchangeDraft | undefined => {
  const header = scene.model.usageHeader;
  if (header === undefined || !/^\S+ \{/.test(header.template)) return undefined;
  const draft = ordinary(scene);
  if (draft) setHeader(draft.request, header.name, scene.client.token);
  return draft;
};

const refused = (scene: Scene, draft: ExchangeDraft | undefined, rule: string) =>
  draft && refuse(scene, draft, 401) ? claim(draft, rule) : undefined;

export const AUTH_FAULTS: readonly Fault[] = [
  { rule: "auth.missing", inject: (scene) => refused(scene, withoutCredential(scene), "auth.missing") },
  {
    rule: "auth.malformed",
    inject: (scene) => refused(scene, withMalformedCredential(scene), "auth.malformed"),
  },
  {
    rule: "auth.unenforced",
    inject(scene) {
      const malformed = scene.random.chance(0.5) ? withMalformedCredential(scene) : undefined;
      if (malformed) return claim(malformed, "auth.malformed", "auth.unenforced");
      const missing = withoutCredential(scene);
      return missing && claim(missing, "auth.missing", "auth.unenforced");
    },
  },
  {
    rule: "auth.insecure-transport",
    inject(scene) {
      if (!scene.model.asksForHttps || !scene.client.environment.baseUrl.startsWith("https:"))
        return undefined;
      const draft = ordinary(scene);
      if (draft === undefined) return undefined;
      draft.baseUrl = draft.baseUrl.replace(/^https:/, "http:");
      dropHeader(draft.request, "X-Forwarded-Proto");
      return claim(draft, "auth.insecure-transport");
    },
  },
  {
    rule: "auth.credential-in-url",
    inject(scene) {
      const { usageHeader, usageQuery } = scene.model;
      if (usageHeader === undefined) return undefined;
      const name = ["access_token", "token"].find((candidate) => candidate !== usageQuery);
      const draft = ordinary(scene);
      if (draft === undefined) return undefined;
      draft.query += `${draft.query === "" ? "" : "&"}${name}=${scene.client.token}`;
      return claim(draft, "auth.credential-in-url");
    },
  },
  {
    rule: "auth.failure",
    inject(scene) {
      if (!scene.model.recordsAuthenticationFailures) return undefined;
      const draft = ordinary(scene);
      return draft && refuse(scene, draft, 403) ? [draft] : undefined;
    },
  },
];
