import {
  type Contract,
  revocableScopes,
  type RevocableScope,
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
} from '@strongroom/contracts';
import { type Token } from './history.ts';

export type CutOffScope = Exclude<RevocableScope, 'stop' | 'lift'>;

/** All that ends something and is not lifted: a scope that joins the contract joins every scenario. */
export const cutOffScopes = revocableScopes.filter((scope) => scope !== 'stop' && scope !== 'lift');

interface Way {
  readonly contract: Contract;
  /** What of a token is named. */
  readonly target: (token: Token) => string;
  readonly input: (target: string) => object;
}

/** How each scope is revoked. The compiler asks for a new one's line. */
export const ways: Readonly<Record<CutOffScope, Way>> = {
  token: { contract: revokeToken, target: ({ jti }) => jti, input: (jti) => ({ jti }) },
  session: { contract: revokeSession, target: (token) => token.session, input: (session) => ({ session }) },
  family: { contract: revokeFamily, target: (token) => token.family, input: (family) => ({ family }) },
  key: { contract: revokeApiKey, target: (token) => token.key, input: (api_key_id) => ({ api_key_id }) },
  service: {
    contract: revokeService,
    target: ({ services }) => services.at(-1) ?? '',
    input: (service) => ({ service }),
  },
  subject: { contract: revokeSubject, target: (token) => token.subject, input: (subject) => ({ subject }) },
  client: { contract: revokeClient, target: (token) => token.client, input: (client_id) => ({ client_id }) },
  tenant: { contract: revokeTenant, target: (token) => token.tenant, input: (tenant) => ({ tenant }) },
  signing_key: { contract: revokeSigningKey, target: (token) => token.signingKey, input: (kid) => ({ kid }) },
  global: { contract: revokeEverything, target: () => '', input: () => ({}) },
};
