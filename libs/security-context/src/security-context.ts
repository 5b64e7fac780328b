export type ActorType = 'user' | 'service' | 'client' | 'api_key' | 'agent' | 'system';

export interface Actor {
  readonly type: ActorType;
  readonly id: string;
}

/** The credential that a request rests on, as far as every service needs it to ask its own guard again. */
export interface CredentialIds {
  readonly jti: string;
  readonly subject: string;
  readonly client: string;
  readonly session?: string;
  /** The refresh family that it was got from. */
  readonly family?: string;
  /** The API key that it was got with. */
  readonly key?: string;
  /** Whom it is for: each of its audiences. */
  readonly services?: readonly string[];
  /** The token's position in the revocation log: dead if a cut-off that covers it has a greater one. */
  readonly pos: number;
  readonly expiresAtMs: number;
}

/** Who is asking, on whose behalf, from where, and what they may do. An operation without one is denied. */
export interface SecurityContext {
  readonly tenant: string;
  readonly actor: Actor;
  /** Those on whose behalf the actor acts, nearest first. */
  readonly actorChain: readonly Actor[];
  readonly scopes: readonly string[];
  /** Absent when a service acts for itself. */
  readonly credential?: CredentialIds;
  /** W3C trace id, 32 hexadecimal digits. */
  readonly traceId: string;
  readonly ip?: string;
  readonly userAgent?: string;
}
