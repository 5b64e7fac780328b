import { Transactions, type TransactionTerms } from '@strongroom/persistence';
import { type ServiceDatabase } from '@strongroom/testing';
import {
  PaymentGateway,
  type GatewayAnswer,
  type GatewayCall,
  type PaymentTruth,
} from '../src/payments/payment-gateway.js';
import { type Around } from './order-service.js';

/**
 * Stands for `kill -9` after the n-th thing that outlives a process: a commit, or a call that the payment gateway has taken.
 * Its answer is lost, and nothing that the process would do afterwards happens.
 */
export class Crash {
  #left: number;

  constructor(afterEffects: number) {
    this.#left = afterEffects;
  }

  get happened(): boolean {
    return this.#left <= 0;
  }

  readonly around: Around = {
    transactions: (dataSource) => new MortalTransactions(dataSource, this),
    gateway: (real) => new MortalGateway(real, this),
  };

  /** Runs what outlives the process, unless that is dead, and dies after it if this was the last one. */
  async effect<T>(work: () => Promise<T>): Promise<T> {
    this.mustLive();
    const result = await work();
    this.#left -= 1;
    this.mustLive();
    return result;
  }

  mustLive(): void {
    if (this.happened) {
      throw new Error('the process is dead');
    }
  }
}

class MortalTransactions extends Transactions {
  constructor(
    dataSource: ServiceDatabase['dataSource'],
    private readonly crash: Crash,
  ) {
    super(dataSource);
  }

  override run<T>(work: () => Promise<T>, terms?: TransactionTerms): Promise<T> {
    return this.crash.effect(() => super.run(work, terms));
  }

  override runAcrossTenants<T>(work: () => Promise<T>, terms?: TransactionTerms): Promise<T> {
    return this.crash.effect(() => super.runAcrossTenants(work, terms));
  }
}

class MortalGateway extends PaymentGateway {
  readonly timeoutMs: number;

  constructor(
    private readonly real: PaymentGateway,
    private readonly crash: Crash,
  ) {
    super();
    this.timeoutMs = real.timeoutMs;
  }

  ask(call: GatewayCall): Promise<GatewayAnswer> {
    return this.crash.effect(() => this.real.ask(call));
  }

  look(intentId: string): Promise<PaymentTruth> {
    return this.real.look(intentId);
  }
}
