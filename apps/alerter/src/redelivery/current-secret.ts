import type { WebhookSecrets } from "#observation";

/**
 * The secret that signs now: the first of the integration's own, else of those for all, in the attempt's environment.
 * Where no environment is known, that of the only one there is.
 */
export const currentSecret = (
  { common, byIntegration }: WebhookSecrets,
  integration: string,
  environment: string | undefined,
): string | undefined => {
  for (const secrets of [byIntegration.get(integration), common]) {
    if (!secrets) continue;
    if (environment !== undefined) {
      const secret = secrets.get(environment)?.[0];
      if (secret !== undefined) return secret;
    } else if (secrets.size === 1) return [...secrets.values()][0]?.[0];
  }
  return undefined;
};
