import { Inject, Injectable } from '@nestjs/common';
import { fault, type CallFacts, type CarriesOut, type Input, type Output, type readHead } from '@strongroom/contracts';
import { LogTail } from '../log/log-tail.js';
import { LogTailStore } from '../log/log-tail.store.js';

const RETRY_AFTER_MS = 1_000;

/**
 * Where nothing that is committed lacks its place, the head is the true one. Else the sealer has been called already: it is
 * enough to wait for its first heartbeat from after this question.
 */
@Injectable()
export class ReadHead implements CarriesOut<typeof readHead> {
  constructor(
    @Inject(LogTailStore) private readonly store: LogTailStore,
    @Inject(LogTail) private readonly tail: LogTail,
  ) {}

  async execute(_input: Input<typeof readHead>, { signal }: CallFacts): Promise<Output<typeof readHead>> {
    const { head, unsealed, stopped, databaseNowMs: askedAtMs } = await this.store.state();
    if (!unsealed) return { seq: head, stopped };
    const isTrueHead = (): boolean => (this.tail.state?.heartbeatAtMs ?? -Infinity) >= askedAtMs;
    if ((await this.tail.until(isTrueHead, signal)) && this.tail.state !== undefined)
      return { seq: this.tail.state.head, stopped: this.tail.state.stopped };
    throw fault('err:platform:exceeded:deadline', {
      message: 'the revocation log was not sealed in time',
      retryAfterMs: RETRY_AFTER_MS,
    });
  }
}
