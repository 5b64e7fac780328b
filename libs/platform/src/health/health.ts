/** How one thing that a process needs is doing, in a word and, where it is not well, a sentence for the operator. */
export interface PartHealth {
  readonly state: 'ok' | 'degraded' | 'down';
  readonly about?: string;
}

/** Asks one part how it is. It must answer from what it knows already, without going out and waiting. */
export type HealthProbe = () => PartHealth;

export interface HealthReport {
  readonly status: 'ok' | 'degraded' | 'down';
  readonly parts: Readonly<Record<string, PartHealth>>;
}

/**
 * Three questions that Kubernetes asks apart: *live* (is the event loop turning?), *startup* (has it finished
 * starting?) and *ready* (can it do its work now?). A lost Redis or Postgres makes a process not ready, never dead:
 * a restart would not bring them back.
 */
export class Health {
  private readonly probes = new Map<string, HealthProbe>();
  private phase: 'starting' | 'serving' | 'draining' = 'starting';

  register(part: string, probe: HealthProbe): void {
    this.probes.set(part, probe);
  }

  started(): void {
    this.phase = 'serving';
  }

  draining(): void {
    this.phase = 'draining';
  }

  hasStarted(): boolean {
    return this.phase !== 'starting';
  }

  ready(): HealthReport {
    const parts = Object.fromEntries([...this.probes].map(([part, probe]) => [part, probe()]));
    const states = Object.values(parts).map(({ state }) => state);
    if (this.phase !== 'serving')
      return { status: 'down', parts: { ...parts, process: { state: 'down', about: this.phase } } };
    if (states.includes('down')) return { status: 'down', parts };
    return { status: states.includes('degraded') ? 'degraded' : 'ok', parts };
  }
}
