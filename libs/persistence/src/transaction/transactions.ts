import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { currentContext, tryCurrentContext } from '@strongroom/security-context';
import { DataSource } from 'typeorm';
import { isWorthRepeating } from '../connection/database-error.js';
import { OpenTransaction, type Sight, type TransactionTerms } from './open-transaction.js';

/** Runs the work of one transaction, with all its attempts, as one span. */
export type TransactionTracer = <T>(work: () => Promise<T>) => Promise<T>;

const ATTEMPTS_MAX = 5;
const FIRST_PAUSE_MS_MAX = 20;

/**
 * Runs work in a database transaction. Everything awaited inside sees the same one, so a use case, its store, the audit log
 * and the outbox commit together or not at all.
 *
 * - The tenant of the security context is set for the transaction, and row-level security shows and takes only its rows.
 * - Inside an open transaction the work joins it. If joined work fails, the whole transaction rolls back, even when
 *   somebody in between caught the error.
 * - Serialisation failures and deadlocks (40001, 40P01) are run again from the start, at most five times, with jitter.
 *   So the work must have no effect outside the database: what is to happen outside goes through the outbox or `afterCommit`.
 *
 * Throws `err:platform:unavailable:database` when the database cannot be reached; after a lost commit the outcome is unknown.
 */
@Injectable()
export class Transactions {
  readonly #open = new AsyncLocalStorage<OpenTransaction>();

  constructor(
    private readonly dataSource: DataSource,
    private readonly tracer?: TransactionTracer,
  ) {}

  async run<T>(work: () => Promise<T>, terms: TransactionTerms = {}): Promise<T> {
    return this.#run({ tenant: currentContext().tenant, acrossTenants: false }, terms, work);
  }

  /**
   * For the few workers that serve all tenants (sealer, relay, reconciler, cleanup). Only tables whose migration gives this
   * role a policy for it show the rows of all; everywhere else only those of the context's tenant, if there is a context.
   */
  runAcrossTenants<T>(work: () => Promise<T>, terms: TransactionTerms = {}): Promise<T> {
    return this.#run({ tenant: tryCurrentContext()?.tenant, acrossTenants: true }, terms, work);
  }

  /** Runs `effect` once the current transaction has committed; never if it rolls back. It must not throw or be waited for. */
  afterCommit(effect: () => void): void {
    this.current().afterCommit(effect);
  }

  /** The transaction that the caller runs in. Throws outside one: a statement on its own would have no tenant. */
  current(): OpenTransaction {
    const open = this.#open.getStore();
    if (open === undefined) throw new Error('no open transaction: run this inside Transactions.run');
    return open;
  }

  async #run<T>(sight: Sight, terms: TransactionTerms, work: () => Promise<T>): Promise<T> {
    const open = this.#open.getStore();
    if (open !== undefined) return open.join(sight, work);
    if (this.tracer === undefined) return this.#repeat(sight, terms, work);
    return this.tracer(() => this.#repeat(sight, terms, work));
  }

  async #repeat<T>(sight: Sight, terms: TransactionTerms, work: () => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.#attempt(sight, terms, work);
      } catch (error) {
        if (attempt === ATTEMPTS_MAX || !isWorthRepeating(error)) throw error;
        await pause(Math.random() * FIRST_PAUSE_MS_MAX * 2 ** (attempt - 1));
      }
    }
  }

  async #attempt<T>(sight: Sight, terms: TransactionTerms, work: () => Promise<T>): Promise<T> {
    const transaction = await OpenTransaction.begin(this.dataSource, sight, terms);
    let result: T;
    try {
      result = await this.#open.run(transaction, () => transaction.join(sight, work));
    } catch (error) {
      await transaction.rollback();
      throw error;
    }
    await transaction.commit();
    return result;
  }
}
