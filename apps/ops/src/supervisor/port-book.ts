import { freePort } from '@strongroom/provisioning';

/** Hands out free ports, each once: between the choice and the process's own bind it is only noted here. */
export class PortBook {
  private readonly taken = new Set<number>();

  /** The preferred port if it is free, else the next of those after it, else any. */
  async take(preferred: number): Promise<number> {
    const near = Array.from({ length: 20 }, (_, n) => preferred + n).filter((port) => !this.taken.has(port));
    const port = await freePort(near);
    if (this.taken.has(port)) return this.take(port + 1);
    this.taken.add(port);
    return port;
  }
}
