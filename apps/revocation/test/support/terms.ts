import { type emergencyStop, type Output, type revokeSubject } from '@strongroom/contracts';
import { inTenant } from '@strongroom/testing';
import { EmergencyStop } from '../../src/emergency-stop/emergency-stop.js';
import { LiftStop } from '../../src/lift-stop/lift-stop.js';
import { RevokeApiKey } from '../../src/revoke-api-key/revoke-api-key.js';
import { RevokeClient } from '../../src/revoke-client/revoke-client.js';
import { RevokeEverything } from '../../src/revoke-everything/revoke-everything.js';
import { RevokeFamily } from '../../src/revoke-family/revoke-family.js';
import { RevokeService } from '../../src/revoke-service/revoke-service.js';
import { RevokeSession } from '../../src/revoke-session/revoke-session.js';
import { RevokeSigningKey } from '../../src/revoke-signing-key/revoke-signing-key.js';
import { RevokeSubject } from '../../src/revoke-subject/revoke-subject.js';
import { RevokeTenant } from '../../src/revoke-tenant/revoke-tenant.js';
import { call, type Replica } from './replica.js';

const reason = 'compromised' as const;
const demo = <T>(work: () => Promise<T>): Promise<T> => inTenant('demo', work);

type Outcome = Promise<Output<typeof revokeSubject>>;

interface Revokers {
  readonly session: (session: string) => Outcome;
  readonly family: (family: string) => Outcome;
  readonly key: (apiKey: string) => Outcome;
  readonly service: (service: string) => Outcome;
  readonly subject: (subject: string) => Outcome;
  readonly client: (client: string) => Outcome;
  readonly tenant: (tenant: string) => Outcome;
  readonly signing_key: (kid: string) => Outcome;
  readonly global: () => Outcome;
  readonly stop: () => Promise<Output<typeof emergencyStop>>;
  readonly lift: (stopSeq: number) => Outcome;
}

/** Everything that a use case is asked for, in the name of a client of the tenant `demo`. */
export function revokers({ module }: Replica, facts = call): Revokers {
  return {
    session: (session: string) => demo(() => module.get(RevokeSession).execute({ session, reason }, facts())),
    family: (family: string) => demo(() => module.get(RevokeFamily).execute({ family, reason }, facts())),
    key: (api_key_id: string) => demo(() => module.get(RevokeApiKey).execute({ api_key_id, reason }, facts())),
    service: (service: string) => demo(() => module.get(RevokeService).execute({ service, reason }, facts())),
    subject: (subject: string) => demo(() => module.get(RevokeSubject).execute({ subject, reason }, facts())),
    client: (client_id: string) => demo(() => module.get(RevokeClient).execute({ client_id, reason }, facts())),
    tenant: (tenant: string) => demo(() => module.get(RevokeTenant).execute({ tenant, reason }, facts())),
    signing_key: (kid: string) => demo(() => module.get(RevokeSigningKey).execute({ kid, reason }, facts())),
    global: () => demo(() => module.get(RevokeEverything).execute({ reason }, facts())),
    stop: () => demo(() => module.get(EmergencyStop).execute({ reason }, facts())),
    lift: (stop_seq: number) => demo(() => module.get(LiftStop).execute({ stop_seq, reason }, facts())),
  };
}

export function seqOf(outcome: { readonly status: string; readonly seq?: number | null }): number {
  if (outcome.status !== 'sealed' || typeof outcome.seq !== 'number') throw new Error(`it is ${outcome.status}`);
  return outcome.seq;
}
