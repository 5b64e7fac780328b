import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { emergencyStop, liftStop } from '@strongroom/contracts';
import { ContextStatements } from '@strongroom/security-context';
import { DirectClient } from '@strongroom/platform';
import pg from 'pg';
import { type HistoryFile } from '../history-file.ts';
import { type Entry, monotonicMs, type Token } from './history.ts';
import { type CutOffScope, ways } from './scopes.ts';
import { gatewayKeys, type RevocationTerms } from './terms.ts';

const ANSWER_WITHIN_MS = 5_000;
/** Longer than any scenario leaves the log without its writer. */
const SEALED_WITHIN_MS = 60_000;
const AGAIN_MS = 50;

/** Who issues tokens and has them revoked, and writes down both. */
export class Issuer {
  readonly #pool: pg.Pool;
  readonly #history: HistoryFile<Entry>;
  readonly #client: DirectClient;
  readonly #statements: ContextStatements;
  readonly #close: () => Promise<void>;

  private constructor(
    pool: pg.Pool,
    history: HistoryFile<Entry>,
    client: DirectClient,
    statements: ContextStatements,
    close: () => Promise<void>,
  ) {
    this.#pool = pool;
    this.#history = history;
    this.#client = client;
    this.#statements = statements;
    this.#close = close;
  }

  static async open(
    terms: RevocationTerms,
    history: HistoryFile<Entry>,
    postgres: string,
    urls: readonly string[],
  ): Promise<Issuer> {
    const { pairKeys, signingKeys, close } = await gatewayKeys(terms);
    const pool = new pg.Pool({ connectionString: postgres, max: 8, connectionTimeoutMillis: 2_000 });
    pool.on('error', () => undefined);
    const peer = { self: 'gateway', instance: 'issuer', peer: 'revocation', urls };
    const client = new DirectClient({ ...peer, pairKeys, signingKeys });
    return new Issuer(pool, history, client, new ContextStatements('gateway', pairKeys), close);
  }

  /** The true end of the log. */
  async head(): Promise<number> {
    const { rows } = await this.query<{ head: string }>(
      `SELECT generation * 2::bigint ^ 40 + n AS head FROM revocation.log_head WHERE log = 'event'`,
    );
    return Number(rows[0]?.head);
  }

  query<Row extends pg.QueryResultRow>(sql: string, params: readonly unknown[] = []): Promise<pg.QueryResult<Row>> {
    return this.#pool.query<Row>(sql, [...params]);
  }

  /** A token that rests on the place where the log ends before it is minted. */
  async mint(about: Partial<Omit<Token, 'pos'>> = {}): Promise<Token> {
    const pos = await this.head();
    const people = { subject: randomUUID(), client: randomUUID(), session: randomUUID(), signingKey: 'ours' };
    const ids = { ...people, family: randomUUID(), key: randomUUID(), services: [randomUUID(), randomUUID()] };
    const token = { jti: randomUUID(), tenant: 'demo', ...ids, ...about, pos };
    this.#history.write({ type: 'minted', token, atMs: monotonicMs() });
    return token;
  }

  /** Whether it was sealed. */
  async revoke(scope: CutOffScope, token: Token): Promise<boolean> {
    const { contract, target: targetOf, input } = ways[scope];
    const target = targetOf(token);
    const fromMs = monotonicMs();
    const answer = await this.#call(contract.pattern, token.tenant, { ...input(target), reason: 'compromised' });
    const { status: outcome, seq } = answer;
    const about = { type: 'revoked', scope, tenant: token.tenant, target, fromMs, toMs: monotonicMs() } as const;
    this.#history.write({ ...about, outcome, seq });
    return outcome === 'sealed';
  }

  /** Asks until it is sealed. */
  revokeForSure(scope: CutOffScope, token: Token): Promise<void> {
    const { contract, target: targetOf, input } = ways[scope];
    const target = targetOf(token);
    const terms = { ...input(target), reason: 'compromised' };
    return this.#untilSealed({ scope, tenant: token.tenant, target }, contract.pattern, terms);
  }

  /** Stops everything. */
  stop(): Promise<void> {
    return this.#untilSealed({ scope: 'stop', tenant: '*', target: '' }, emergencyStop.pattern, {
      reason: 'emergency',
    });
  }

  /** Lifts the stop that stands, if one does. */
  async lift(): Promise<void> {
    const stop = await this.#standingStop();
    if (stop === undefined) return;
    const terms = { stop_seq: stop, reason: 'emergency' };
    await this.#untilSealed({ scope: 'lift', tenant: '*', target: String(stop) }, liftStop.pattern, terms);
  }

  /** Its place; waits for the sealer. */
  async #standingStop(): Promise<number | undefined> {
    const sql = `SELECT scope, seq FROM revocation.event WHERE scope IN ('stop', 'lift') ORDER BY seq DESC NULLS FIRST LIMIT 1`;
    for (;;) {
      const { rows } = await this.query<{ scope: string; seq: string | null }>(sql);
      const [latest] = rows;
      if (latest?.scope !== 'stop') return undefined;
      if (latest.seq !== null) return Number(latest.seq);
      await pause(AGAIN_MS);
    }
  }

  /** Asks again, as an operator does, until it is sealed: to the history that is one call, from the first attempt on. */
  async #untilSealed(
    about: Pick<Extract<Entry, { type: 'revoked' }>, 'scope' | 'tenant' | 'target'>,
    pattern: string,
    input: object,
  ): Promise<void> {
    const fromMs = monotonicMs();
    let answer: Outcome;
    for (;;) {
      answer = await this.#call(pattern, about.tenant === '*' ? 'demo' : about.tenant, input);
      if (answer.status === 'sealed' || monotonicMs() - fromMs > SEALED_WITHIN_MS) break;
      await pause(AGAIN_MS);
    }
    const { status: outcome, seq } = answer;
    this.#history.write({ type: 'revoked', ...about, fromMs, toMs: monotonicMs(), outcome, seq });
    if (outcome !== 'sealed') throw new Error(`a ${about.scope} was not sealed within ${SEALED_WITHIN_MS} ms`);
  }

  async #call(pattern: string, tenant: string, input: object): Promise<Outcome> {
    const trace = randomUUID().replaceAll('-', '');
    const actor = { type: 'client', id: 'robustness' } as const;
    const scopes = ['revocation:write', 'revocation:emergency'];
    try {
      const context = { tenant, actor, actorChain: [], scopes, traceId: trace };
      const securityContext = await this.#statements.seal(context, 'revocation');
      return (await this.#client.call(pattern, input, { securityContext, deadlineMs: ANSWER_WITHIN_MS })) as Outcome;
    } catch {
      return { status: 'unknown', seq: undefined };
    }
  }

  async close(): Promise<void> {
    await this.#pool.end();
    await this.#close();
  }
}

interface Outcome {
  readonly status: 'sealed' | 'pending' | 'unknown';
  readonly seq: number | undefined;
}
