/** A process that can be stopped at any of its awaits: for a while, as by SIGSTOP, or for ever, as by SIGKILL. */
export class SimulatedProcess {
  private state: "running" | "paused" | "dead" = "running";
  private waiting: (() => void)[] = [];

  get isRunning(): boolean {
    return this.state === "running";
  }

  /** Passed before whatever the process does next: resolves as long as it runs, and never once it is dead. */
  async running(): Promise<void> {
    while (!this.isRunning) await new Promise<void>((resolve) => this.waiting.push(resolve));
  }

  pause(): void {
    if (this.state === "running") this.state = "paused";
  }

  resume(): void {
    if (this.state !== "paused") return;
    this.state = "running";
    const { waiting } = this;
    this.waiting = [];
    for (const go of waiting) go();
  }

  kill(): void {
    this.state = "dead";
  }
}
