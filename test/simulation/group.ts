import { Member } from "./member.ts";
import type { World } from "./world.ts";

const MEMBERS = 3;

/** The consumer group of one partition: gives it to one member after another, and does not wait for the one before. */
export class Group {
  private readonly members: Member[];
  private owner = 0;
  private tenure = new AbortController();

  constructor(private readonly world: World) {
    this.members = Array.from({ length: MEMBERS }, () => new Member(world));
    this.give();
  }

  /** A rebalance: the partition goes to the member so many places further; 0 gives it to the same one anew. */
  rebalance(places: number): void {
    const { world, tenure } = this;
    const told = this.members[this.owner]!.process.running().then(() => world.step("a partition is revoked"));
    void told.then(() => tenure.abort());
    this.owner = (this.owner + places) % MEMBERS;
    this.tenure = new AbortController();
    this.give();
  }

  /** SIGKILL of the owner, and its restart. */
  crash(places: number): void {
    this.world.counts.crashes += 1;
    this.members[this.owner]!.process.kill();
    this.members[this.owner] = new Member(this.world);
    this.owner = (this.owner + places) % MEMBERS;
    this.tenure = new AbortController();
    this.give();
  }

  /** SIGSTOP of the owner past its session, and SIGCONT some time later; with 0 places it is back in time. */
  pause(places: number): void {
    const { world } = this;
    const { process } = this.members[this.owner]!;
    if (!process.isRunning) return;
    process.pause();
    const { epoch } = world.store;
    if (places > 0) this.rebalance(places);
    void this.thaw(() => {
      if (world.store.epoch > epoch) world.counts.zombies += 1;
      process.resume();
    });
  }

  /** Takes the partition from its last owner. */
  end(): void {
    this.tenure.abort();
  }

  private async thaw(resume: () => void): Promise<void> {
    for (let steps = 0; steps < 6; steps++) await this.world.step("a process stands still");
    resume();
  }

  private give(): void {
    const member = this.members[this.owner]!;
    const { signal } = this.tenure;
    void this.world.step("a partition is assigned").then(() => member.give(signal));
  }
}
