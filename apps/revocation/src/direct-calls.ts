import { Inject, Injectable } from '@nestjs/common';
import {
  confirmStop,
  emergencyStop,
  liftStop,
  readHead,
  revokeApiKey,
  revokeClient,
  revokeEverything,
  revokeFamily,
  revokeService,
  revokeSession,
  revokeSigningKey,
  revokeSubject,
  revokeTenant,
  revokeToken,
  revokeTokens,
  showStop,
} from '@strongroom/contracts';
import { direct, DirectCalls, DirectReception } from '@strongroom/platform';
import { ConfirmStop } from './confirm-stop/confirm-stop.js';
import { EmergencyStop } from './emergency-stop/emergency-stop.js';
import { LiftStop } from './lift-stop/lift-stop.js';
import { ReadHead } from './read-head/read-head.js';
import { RevokeApiKey } from './revoke-api-key/revoke-api-key.js';
import { RevokeClient } from './revoke-client/revoke-client.js';
import { RevokeEverything } from './revoke-everything/revoke-everything.js';
import { RevokeFamily } from './revoke-family/revoke-family.js';
import { RevokeService } from './revoke-service/revoke-service.js';
import { RevokeSession } from './revoke-session/revoke-session.js';
import { RevokeSigningKey } from './revoke-signing-key/revoke-signing-key.js';
import { RevokeSubject } from './revoke-subject/revoke-subject.js';
import { RevokeTenant } from './revoke-tenant/revoke-tenant.js';
import { RevokeToken } from './revoke-token/revoke-token.js';
import { RevokeTokens } from './revoke-tokens/revoke-tokens.js';
import { ShowStop } from './show-stop/show-stop.js';

/** The calls that this service takes although Redis is dead: what `revocationWithoutRedis` names. */
@Injectable()
export class RevocationDirectCalls extends DirectCalls {
  constructor(
    @Inject(DirectReception) reception: DirectReception,
    @Inject(RevokeToken) token: RevokeToken,
    @Inject(RevokeTokens) tokens: RevokeTokens,
    @Inject(RevokeSession) session: RevokeSession,
    @Inject(RevokeFamily) family: RevokeFamily,
    @Inject(RevokeApiKey) apiKey: RevokeApiKey,
    @Inject(RevokeService) service: RevokeService,
    @Inject(RevokeSubject) subject: RevokeSubject,
    @Inject(RevokeClient) client: RevokeClient,
    @Inject(RevokeTenant) tenant: RevokeTenant,
    @Inject(RevokeSigningKey) signingKey: RevokeSigningKey,
    @Inject(RevokeEverything) everything: RevokeEverything,
    @Inject(EmergencyStop) stop: EmergencyStop,
    @Inject(ConfirmStop) confirm: ConfirmStop,
    @Inject(LiftStop) lift: LiftStop,
    @Inject(ShowStop) show: ShowStop,
    @Inject(ReadHead) head: ReadHead,
  ) {
    super(reception, [
      direct(revokeToken, token),
      direct(revokeTokens, tokens),
      direct(revokeSession, session),
      direct(revokeFamily, family),
      direct(revokeApiKey, apiKey),
      direct(revokeService, service),
      direct(revokeSubject, subject),
      direct(revokeClient, client),
      direct(revokeTenant, tenant),
      direct(revokeSigningKey, signingKey),
      direct(revokeEverything, everything),
      direct(emergencyStop, stop),
      direct(confirmStop, confirm),
      direct(liftStop, lift),
      direct(showStop, show),
      direct(readHead, head),
    ]);
  }
}
