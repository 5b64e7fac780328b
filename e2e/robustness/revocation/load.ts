import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { seeded } from '../random.ts';
import { type Bed } from './bed.ts';
import { type Token } from './history.ts';
import { type CutOffScope, cutOffScopes } from './scopes.ts';

const EVERY_MS = 25;
/** One in so many ends everything there is, or all of a tenant: what lives would else be too young to tell anything. */
const WIDE_EVERY = 40;
const wide: readonly CutOffScope[] = ['global', 'tenant'];

/** Mints all the time, and revokes a good half of it again, while `faults` does its work. */
export async function underLoad(bed: Bed, faults: () => Promise<void>): Promise<void> {
  const load = new Load(bed);
  const running = load.run();
  try {
    await faults();
  } finally {
    load.isOver = true;
    await running;
  }
}

class Load {
  isOver = false;
  readonly #bed: Bed;
  readonly #draw: () => number;
  readonly #live: Token[] = [];
  readonly #open = new Set<Promise<void>>();

  constructor(bed: Bed) {
    this.#bed = bed;
    this.#draw = seeded(bed.seed);
  }

  async run(): Promise<void> {
    while (!this.isOver) {
      if (this.#open.size < 16) this.#start(this.#draw() < 0.6 ? this.#mint() : this.#revoke());
      await pause(EVERY_MS);
    }
    await Promise.all(this.#open);
  }

  #start(work: Promise<void>): void {
    // A database that is away mints nothing: nothing is to be said of that.
    const settled = work
      .catch(() => undefined)
      .finally(() => {
        this.#open.delete(settled);
      });
    this.#open.add(settled);
  }

  async #mint(): Promise<void> {
    const tenant = this.#draw() < 0.9 ? 'demo' : 'acme';
    const token = await this.#bed.issuer.mint({ tenant, signingKey: randomUUID() });
    this.#live.push(token);
    this.#bed.share(token);
  }

  async #revoke(): Promise<void> {
    const scopes = this.#draw() < 1 / WIDE_EVERY ? wide : cutOffScopes.filter((scope) => !wide.includes(scope));
    const scope = scopes[Math.floor(this.#draw() * scopes.length)];
    const [token] = this.#live.splice(Math.floor(this.#draw() * this.#live.length), 1);
    if (token === undefined || scope === undefined) return;
    await this.#bed.issuer.revoke(scope, token);
    this.#bed.useNow(token);
  }
}
