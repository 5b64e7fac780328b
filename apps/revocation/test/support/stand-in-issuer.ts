import {
  Calls,
  countLiveTokens,
  fault,
  showIssuedTokens,
  type CallOptions,
  type Contract,
  type InputToSend,
  type Output,
} from '@strongroom/contracts';
import { currentContext } from '@strongroom/security-context';

/** auth-token as this service sees it. Any other call fails the test. */
export class StandInIssuer extends Calls {
  away = false;
  issued: Output<typeof showIssuedTokens>['tokens'] = [];
  /** What it takes to be good; null: too many to be named, seven by its count. */
  live: Output<typeof countLiveTokens>['tokens'] = null;
  readonly asked: { readonly input: unknown; readonly tenant: string; readonly by: string }[] = [];

  override call<C extends Contract>(contract: C, input: InputToSend<C>, _options?: CallOptions): Promise<Output<C>> {
    const answer = this.#answerTo(contract);
    if (this.away) throw fault('err:platform:unavailable:service', { message: 'auth-token is away', retryAfterMs: 1 });
    const { tenant, actor } = currentContext();
    this.asked.push({ input: contract.input.parse(input), tenant, by: `${actor.type}:${actor.id}` });
    return Promise.resolve(contract.output.parse(answer) as Output<C>);
  }

  #answerTo({ pattern }: Contract): object {
    if (pattern === countLiveTokens.pattern) {
      const live = { access_token: this.live?.length ?? 7 };
      return { live, tokens: this.live, audience: 'https://strongroom.test', counted_at: '2026-01-01T00:00:00.000Z' };
    }
    if (pattern === showIssuedTokens.pattern) return { tokens: this.issued };
    throw new Error(`nobody expects a call of ${pattern} here`);
  }
}
