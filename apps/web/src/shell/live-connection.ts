const SILENCE_MS = 40_000;
const GRACE_MS = 2_000;
const RETRY_MS = 3_000;

/** Whether the stream of changes is there; `since`: when the server was last heard of. */
export type Connection = { state: "live" } | { state: "connecting" | "paused"; since: number | undefined };

/** Who listens to the stream; types of events, "*" where anything may have changed. */
export interface Listener {
  changed: (types: readonly string[]) => void;
  connected: (connection: Connection) => void;
}

const ANYTHING = ["*"];

const typesOf = (data: unknown): readonly string[] => {
  const { types } = JSON.parse(String(data)) as { types?: string[] };
  return types ?? ANYTHING;
};

/**
 * Listens to the server's events until it is hung up. The browser itself comes back with the last event's id; where it
 * gave up or the server fell silent, a new stream begins, and anything may have changed.
 */
export const listen = ({ changed, connected }: Listener): (() => void) => {
  let source: EventSource;
  let heardAt: number | undefined;
  let hasGap = false;
  let grace: number | undefined;
  let silence: number | undefined;
  let retry: number | undefined;

  const forget = (): void => {
    for (const timer of [grace, silence, retry]) window.clearTimeout(timer);
    grace = undefined;
  };
  const pause = (): void => connected({ state: "paused", since: heardAt });
  const begin = (): void => {
    forget();
    source = new EventSource("/api/v1/live");
    source.addEventListener("open", () => {
      heard();
      if (hasGap) changed(ANYTHING);
      hasGap = false;
    });
    source.addEventListener("error", broken);
    source.addEventListener("alive", heard);
    source.addEventListener("change", ({ data }) => {
      heard();
      changed(typesOf(data));
    });
    silence = window.setTimeout(again, SILENCE_MS);
  };
  const again = (): void => {
    source.close();
    hasGap = true;
    pause();
    begin();
  };
  const heard = (): void => {
    heardAt = Date.now();
    forget();
    silence = window.setTimeout(again, SILENCE_MS);
    connected({ state: "live" });
  };
  const broken = (): void => {
    grace ??= window.setTimeout(pause, GRACE_MS);
    if (source.readyState !== EventSource.CLOSED) return;
    window.clearTimeout(retry);
    retry = window.setTimeout(again, RETRY_MS);
  };

  begin();
  return () => {
    forget();
    source.close();
  };
};
