export { decodeFeedBatch, encodeFeedBatch, type FeedBatch } from './feed/feed-batch.js';
export { PairKeyCredentials, type FeedCredentials, type PairKeyCredentialsOptions } from './feed/feed-credentials.js';
export { FeedFault, type FeedFaultCode } from './feed/feed-fault.js';
export {
  signFeedRequest,
  verifyFeedRequest,
  type FeedCaller,
  type FeedPairKey,
  type FeedRequest,
  type FeedRequestCheck,
} from './feed/feed-request.js';
export {
  FEED_SIGNATURE_HEADER,
  isFeedResponseAuthentic,
  signFeedResponse,
  type FeedResponse,
} from './feed/feed-response.js';
export { feedFromFile } from './feed/guard-file.js';
export { HttpFeedSource, type HttpFeedSourceOptions } from './feed/http-feed-source.js';
export {
  Guard,
  type Asked,
  type CredentialVerdict,
  type GuardOptions,
  type Refresher,
  type StalenessPolicy,
  type TokenVerdict,
  type Verdict,
} from './guard.js';
export { admissionOf, type Admission, type DoorRequest } from './door/admission.js';
export { bearerDoor, type BearerDoor, type DoorOptions, type DoorOutcome } from './door/bearer-door.js';
export { bearerTokenOf } from './door/bearer-token.js';
export type { DoorRefusal } from './door/door-refusal.js';
export { verifyJws, type VerifiedJws } from './jws/verify-jws.js';
export { readJwk, readJwkSet } from './keys/jwk.js';
export { JwksKeys, type JwksKeysOptions } from './keys/jwks-keys.js';
export { StaticKeys } from './keys/static-keys.js';
export {
  verificationKey,
  type SignatureAlgorithm,
  type VerificationKey,
  type VerificationKeys,
} from './keys/verification-key.js';
export { openGuard, type GuardStatus, type OpenedGuard, type OpenGuardOptions } from './open-guard.js';
export { isRefused, type Refusal, type RefusalCode, type Refused } from './refusal.js';
export {
  coverOf,
  coveringOf,
  type Cover,
  type Covering,
  type CoveringName,
  type Credential,
} from './revocation/cover.js';
export {
  id128,
  readId128,
  revocationScopes,
  writeId128,
  type Id128,
  type RevocationScope,
} from './revocation/id128.js';
export { ReplicaFollower, type ReplicaFollowerOptions } from './revocation/replica-follower.js';
export {
  RevocationReplica,
  type ApplyOutcome,
  type RevocationReplicaOptions,
} from './revocation/revocation-replica.js';
export type {
  AppliedReport,
  Heartbeat,
  RevocationBatch,
  RevocationEntry,
  RevocationSource,
} from './revocation/revocation-source.js';
export { generationOf } from './revocation/sequence.js';
export { credentialOf, readAccessTokenClaims, type AccessTokenClaims } from './token/access-token-claims.js';
export {
  AccessTokenVerifier,
  LIFETIME_MAX_S,
  type AccessTokenVerifierOptions,
  type VerifiedToken,
} from './token/access-token-verifier.js';
