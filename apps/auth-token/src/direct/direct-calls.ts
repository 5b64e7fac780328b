import { Inject, Injectable } from '@nestjs/common';
import { authenticateClient, disableClient, issueToken, listKeys } from '@strongroom/contracts';
import { direct, DirectCalls, DirectReception } from '@strongroom/platform';
import { AuthenticateClient } from '../authenticate-client/authenticate-client.js';
import { DisableClient } from '../disable-client/disable-client.js';
import { IssueToken } from '../issue-token/issue-token.js';
import { ListKeys } from '../list-keys/list-keys.js';

/** The calls that this service takes although Redis is dead: what `authTokenWithoutRedis` names. */
@Injectable()
export class AuthTokenDirectCalls extends DirectCalls {
  constructor(
    @Inject(DirectReception) reception: DirectReception,
    @Inject(IssueToken) issue: IssueToken,
    @Inject(AuthenticateClient) authenticate: AuthenticateClient,
    @Inject(ListKeys) keys: ListKeys,
    @Inject(DisableClient) disable: DisableClient,
  ) {
    super(reception, [
      direct(issueToken, issue),
      direct(authenticateClient, authenticate),
      direct(listKeys, keys),
      direct(disableClient, disable),
    ]);
  }
}
