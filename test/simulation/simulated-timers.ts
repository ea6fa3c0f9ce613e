type Step = (label: string) => Promise<void>;

let step: Step = () => Promise.resolve();

/** Lets delays end when a schedule comes to them. */
export const timersOf = (schedule: Step): void => {
  step = schedule;
};

/** Stands in for the one of node:timers/promises: how long it was to take says nothing of when it ends. */
export const setTimeout = <T>(_ms: number, value?: T, options: { signal?: AbortSignal } = {}) =>
  new Promise<T | undefined>((resolve, reject) => {
    const { signal } = options;
    const abort = (): void => reject(signal?.reason as Error);
    if (signal?.aborted) return abort();
    signal?.addEventListener("abort", abort, { once: true });
    void step("a delay ends").then(() => {
      signal?.removeEventListener("abort", abort);
      resolve(value);
    });
  });

/** Stands in for the one of node:timers/promises: turns depend on how fast the machine is, so they take no step. */
export const setImmediate = (): Promise<void> => Promise.resolve();
