import { Inject, Injectable } from '@nestjs/common';
import { authenticateClient, disableClient, issueToken, listKeys } from '@strongroom/contracts';
import { direct, DirectReception, type DirectHandler } from '@strongroom/platform';
import { AuthenticateClient } from '../authenticate-client/authenticate-client.js';
import { DisableClient } from '../disable-client/disable-client.js';
import { IssueToken } from '../issue-token/issue-token.js';
import { ListKeys } from '../list-keys/list-keys.js';

/** The calls that this service takes although Redis is dead: what `authTokenWithoutRedis` names. */
@Injectable()
export class DirectCalls {
  readonly #handlers: ReadonlyMap<string, DirectHandler>;

  constructor(
    @Inject(DirectReception) private readonly reception: DirectReception,
    @Inject(IssueToken) issue: IssueToken,
    @Inject(AuthenticateClient) authenticate: AuthenticateClient,
    @Inject(ListKeys) keys: ListKeys,
    @Inject(DisableClient) disable: DisableClient,
  ) {
    this.#handlers = new Map([
      direct(issueToken, issue),
      direct(authenticateClient, authenticate),
      direct(listKeys, keys),
      direct(disableClient, disable),
    ]);
  }

  answer(sender: string, pattern: string, body: Buffer): Promise<Buffer> {
    return this.reception.answer(sender, body, this.#handlers.get(pattern));
  }
}
