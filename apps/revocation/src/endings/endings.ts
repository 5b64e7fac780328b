import { Inject, Injectable } from '@nestjs/common';
import {
  Calls,
  showIssuedTokens,
  type CallFacts,
  type findEndings,
  type Input,
  type Output,
} from '@strongroom/contracts';
import { coveringOf, type Covering, type Credential } from '@strongroom/guard';
import { DomainError } from '@strongroom/kernel';
import { Transactions } from '@strongroom/persistence';
import { currentContext, runInContext, serviceContext } from '@strongroom/security-context';
import { revocationOf } from '../revocations/revocation-rows.js';
import { EndingsStore } from './endings.store.js';

type Asked = Input<typeof findEndings>['tokens'][number];
type Status = Output<typeof findEndings>['endings'][number]['status'];
type Revocation = ReturnType<typeof revocationOf>;
export type Issued = Output<typeof showIssuedTokens>['tokens'][number];

export interface Ending {
  readonly jti: string;
  readonly status: Status;
  /** In the order of the log. */
  readonly coveredBy: readonly Revocation[];
  readonly issued: Issued | undefined;
}

/** Left of the caller's time for the answer to reach it. */
const ANSWER_MS = 1_000;

/** What ended tokens, by the log itself; what they rest on by themselves, or else by their issuer. */
@Injectable()
export class Endings {
  constructor(
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(EndingsStore) private readonly store: EndingsStore,
    @Inject(Calls) private readonly calls: Calls,
  ) {}

  /** For each token, in their order; of each at most the first `most` entries. */
  async of(tokens: readonly Asked[], most: number, call: CallFacts): Promise<readonly Ending[]> {
    const { tenant } = currentContext();
    const issued = await this.#issued(
      tokens.filter(({ names }) => names === undefined).map(({ jti }) => jti),
      call,
    );
    const known = tokens.map(({ jti, names }) => named(names) ?? namesOf(issued?.get(jti)));
    const covering = tokens.map(({ jti }, at) => coveringKnown(tenant, jti, known[at]));
    const { rows, now } = await this.transactions.runAcrossTenants(async () => ({
      rows: await this.store.covering(covering, most),
      now: await this.store.now(),
    }));
    const byToken = Map.groupBy(rows, ({ token }) => token);
    return tokens.map(({ jti }, at) => {
      const coveredBy = (byToken.get(at) ?? []).map(revocationOf);
      const row = issued?.get(jti);
      const isRevoked = coveredBy.length > 0;
      const status = statusOf({ isRevoked, isNamed: known[at] !== undefined, issuerAnswered: issued !== undefined });
      const isExpired = status === 'active' && row !== undefined && Date.parse(row.expires_at) <= now.getTime();
      return { jti, status: isExpired ? 'expired' : status, coveredBy, issued: row };
    });
  }

  /** Undefined where the issuer does not answer. */
  async #issued(
    jtis: readonly string[],
    { deadlineMs, signal }: CallFacts,
  ): Promise<ReadonlyMap<string, Issued> | undefined> {
    if (jtis.length === 0) return new Map();
    const { tenant, traceId } = currentContext();
    const limitMs = Math.max(1, deadlineMs - Date.now() - ANSWER_MS);
    try {
      const { tokens } = await runInContext(serviceContext('revocation', tenant, { traceId }), () =>
        this.calls.call(showIssuedTokens, { jtis: [...new Set(jtis)] }, { deadlineMs: limitMs, signal }),
      );
      return new Map(tokens.map((token) => [token.jti, token]));
    } catch (error) {
      if (error instanceof DomainError) return undefined;
      throw error;
    }
  }
}

/** By what a token can be ended, beside its own id. */
type Names = Omit<Credential, 'tenant' | 'jti'>;

function named(names: Asked['names']): Names | undefined {
  if (names === undefined) return undefined;
  const { signing_key: signingKey, ...others } = names;
  return { ...others, ...(signingKey !== undefined && { signingKey }) };
}

function namesOf(issued: Issued | undefined): Names | undefined {
  if (issued === undefined) return undefined;
  const { subject, client_id: client, audience, kid, pos } = issued;
  return { subject, client, services: [audience], pos, ...(kid !== null && { signingKey: kid }) };
}

/** Where nobody says what a token rests on, only its own entry is known to end it. */
function coveringKnown(tenant: string, jti: string, names: Names | undefined): readonly Covering[] {
  return names ? coveringOf({ tenant, jti, ...names }) : [{ scope: 'token', tenant, target: jti, after: 0 }];
}

function statusOf(about: {
  readonly isRevoked: boolean;
  readonly isNamed: boolean;
  readonly issuerAnswered: boolean;
}): Status {
  if (about.isRevoked) return 'revoked';
  if (about.isNamed) return 'active';
  return about.issuerAnswered ? 'unknown' : 'unavailable';
}
