import { setTimeout as sleep } from "node:timers/promises";
import { explain, UserError, type Logger } from "#platform";
import { unjudgeable, type Specification } from "#spec";

/** Where the specifications come from. */
export interface SpecificationSource {
  /** A text that changes whenever a file is written, comes or goes. */
  stamp(): Promise<string>;
  /** The specifications as they are now; rejects with a UserError where the files cannot be used. */
  load(): Promise<Specification[]>;
}

/** Makes specifications count: all of them, or it rejects and is asked again. */
type Activate = (changed: readonly Specification[]) => Promise<void>;

const POLL_MS = 2000;
/** Files that are still being written get this long to come to rest. */
const SETTLE_MS = 300;

/** The specifications that count in this process, and what becomes of them as their files change. */
export class SpecificationWatch {
  private readonly active = new Map<string, Specification>();
  private readonly told = new Set<string>();
  private readonly gone = new Set<string>();

  private constructor(
    private readonly source: SpecificationSource,
    private readonly logger: Pick<Logger, "info" | "warn">,
    private stamp: string,
  ) {}

  /** Loads them for the first time; rejects with a UserError where nothing can be judged by them. */
  static async open(
    source: SpecificationSource,
    logger: Pick<Logger, "info" | "warn">,
  ): Promise<SpecificationWatch> {
    const watch = new SpecificationWatch(source, logger, await source.stamp());
    for (const specification of await source.load()) {
      const reason = unjudgeable(specification);
      if (reason !== undefined) throw new UserError(reason);
      watch.active.set(specification.id, specification);
    }
    return watch;
  }

  get specifications(): Specification[] {
    return [...this.active.values()];
  }

  /** Looks every two seconds, until the signal. */
  async follow(activate: Activate, signal: AbortSignal): Promise<void> {
    const pause = (): Promise<void> => sleep(POLL_MS, undefined, { signal }).catch(() => undefined);
    for (await pause(); !signal.aborted; await pause()) await this.look(activate);
  }

  /** Activates what is new or has changed since the last look; what cannot be used changes nothing. */
  async look(activate: Activate): Promise<void> {
    const stamp = await this.source.stamp();
    if (stamp === this.stamp) return;
    const isAtRest = async (): Promise<boolean> => (await this.source.stamp()) === stamp;
    await sleep(SETTLE_MS);
    if (!(await isAtRest())) return;
    const loaded = await this.load();
    if (!(await isAtRest())) return;
    if (loaded === undefined || (await this.take(loaded, activate))) this.stamp = stamp;
  }

  private async load(): Promise<Specification[] | undefined> {
    try {
      return await this.source.load();
    } catch (error) {
      this.warnOnce(`${explain(error)} The specifications stay as they were.`);
      return undefined;
    }
  }

  /** Whether all is done; otherwise it is to be tried again. */
  private async take(loaded: readonly Specification[], activate: Activate): Promise<boolean> {
    const changed = loaded.filter((one) => this.active.get(one.id)?.revision !== one.revision);
    const usable = changed.filter((one) => this.isUsable(one));
    try {
      if (usable.length > 0) await activate(usable);
    } catch (error) {
      this.warnOnce(`The changed specifications cannot be activated yet: ${explain(error)}`);
      return false;
    }
    if (usable.length === changed.length) this.told.clear();
    for (const one of usable) {
      this.active.set(one.id, one);
      this.logger.info(`Revision ${one.revision} of ${one.id} is active from here on.`);
    }
    this.tellGone(new Set(loaded.map(({ id }) => id)));
    return true;
  }

  private isUsable(changed: Specification): boolean {
    const reason = unjudgeable(changed);
    if (reason === undefined) return true;
    const current = this.active.get(changed.id);
    const outcome = current ? `stays at revision ${current.revision}` : "is not activated";
    this.warnOnce(`${changed.id} ${outcome}: ${reason}`);
    return false;
  }

  private tellGone(present: ReadonlySet<string>): void {
    for (const { id, revision } of this.active.values())
      if (present.has(id)) this.gone.delete(id);
      else if (!this.gone.has(id)) {
        this.gone.add(id);
        this.logger.warn(`${id} is not among SPECS any more; it is still judged by revision ${revision}.`);
      }
  }

  private warnOnce(message: string): void {
    if (this.told.has(message)) return;
    this.told.add(message);
    this.logger.warn(message);
  }
}
