import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Stripe } from 'stripe';
import { type Fault } from '../src/stripe-simulator/faults.js';

const PROGRAM = join(import.meta.dirname, '..', 'dist', 'stripe-simulator', 'simulator.main.js');

/** The simulator as a process of its own, as it runs in development; the built program, so build before. */
export class StripeSimulatorProcess {
  readonly #directory = mkdtempSync(join(tmpdir(), 'stripe-simulator-'));
  #process: ChildProcess | undefined;
  #port = 0;

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** Starts it, on the port that it had before if it had one. */
  async start(): Promise<void> {
    const simulator = spawn(process.execPath, [PROGRAM, '--data', this.#directory, '--port', String(this.#port)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    this.#process = simulator;
    for await (const line of createInterface({ input: simulator.stdout })) {
      this.#port = Number(new URL((JSON.parse(line) as { url: string }).url).port);
      return;
    }
    throw new Error('the Stripe simulator did not start: is order-processing built?');
  }

  async kill(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    const simulator = this.#process;
    if (simulator?.exitCode === null && simulator.signalCode === null) {
      const gone = once(simulator, 'exit');
      simulator.kill(signal);
      await gone;
    }
  }

  async close(): Promise<void> {
    await this.kill('SIGTERM');
    rmSync(this.#directory, { recursive: true });
  }

  async fault(fault: Pick<Fault, 'operation' | 'kind'> & Partial<Fault>): Promise<void> {
    const answer = await fetch(`${this.url}/simulator/faults`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(fault),
    });
    if (answer.status !== 204) {
      throw new Error(`the fault was not set: ${answer.status}`);
    }
  }

  /** What the simulator itself has of an order's payments. */
  async paymentsOf(orderId: string): Promise<Stripe.PaymentIntent[]> {
    const { data } = await this.stripe().paymentIntents.search({ query: `metadata['order_id']:'${orderId}'` });
    return data;
  }

  stripe(): Stripe {
    const { hostname, port } = new URL(this.url);
    return new Stripe('sk_test_simulator', { host: hostname, port, protocol: 'http', telemetry: false });
  }
}
