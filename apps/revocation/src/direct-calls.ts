import { Inject, Injectable } from '@nestjs/common';
import { revokeClient, revokeSubject, revokeToken, type CarriesOut, type Contract } from '@strongroom/contracts';
import { DirectReception, type DirectHandler } from '@strongroom/platform';
import { RevokeClient } from './revoke-client/revoke-client.js';
import { RevokeSubject } from './revoke-subject/revoke-subject.js';
import { RevokeToken } from './revoke-token/revoke-token.js';

/** The calls that this service takes although Redis is dead: what `callableWithoutRedis` names. */
@Injectable()
export class DirectCalls {
  readonly #handlers: ReadonlyMap<string, DirectHandler>;

  constructor(
    @Inject(DirectReception) private readonly reception: DirectReception,
    @Inject(RevokeToken) token: RevokeToken,
    @Inject(RevokeSubject) subject: RevokeSubject,
    @Inject(RevokeClient) client: RevokeClient,
  ) {
    this.#handlers = new Map([
      direct(revokeToken, token),
      direct(revokeSubject, subject),
      direct(revokeClient, client),
    ]);
  }

  answer(sender: string, pattern: string, body: Buffer): Promise<Buffer> {
    return this.reception.answer(sender, body, this.#handlers.get(pattern));
  }
}

function direct<C extends Contract>(contract: C, useCase: CarriesOut<C>): [string, DirectHandler] {
  return [contract.pattern, { contract, useCase }];
}
