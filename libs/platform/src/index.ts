export { ConfigFault } from './config/config-fault.js';
export { loadConfig, type Environment } from './config/load-config.js';
export {
  databaseSettings,
  httpSettings,
  issuer,
  listenerUrls,
  processSettings,
  type DatabaseSettings,
  type HttpSettings,
  type ProcessSettings,
} from './config/settings.js';
export { ListDeadLetters } from './dead-letters/list-dead-letters.js';
export { PurgeDeadLetters } from './dead-letters/purge-dead-letters.js';
export { RequeueDeadLetters } from './dead-letters/requeue-dead-letters.js';
export { ShowDeadLetter } from './dead-letters/show-dead-letter.js';
export { AnswerSigner } from './direct/answer-signer.js';
export { directPath } from './direct/direct-body.js';
export { DirectCalls, serveCalls } from './direct/direct-calls.js';
export { DirectClient, type DirectClientTerms } from './direct/direct-client.js';
export { direct, DirectReception } from './direct/direct-reception.js';
export { signedHttp, type ProvenCaller, type SignedHttp, type SignedHttpTerms } from './direct/signed-http.js';
export { CredentialCheck } from './doors/credential-check.js';
export { handle } from './doors/handle.js';
export { knownError } from './doors/known-error.js';
export { onEvent } from './doors/on-event.js';
export { OWN_NAME } from './doors/own-name.js';
export { Reception } from './doors/reception.js';
export { Health, type HealthReport, type PartHealth } from './health/health.js';
export { guardHealth } from './guard/guard-health.js';
export { followLogBroadcast } from './guard/follow-log-broadcast.js';
export { openProcessGuard, type TokenTerms } from './guard/open-process-guard.js';
export {
  addOutsideGuard,
  readOutsideGuards,
  removeOutsideGuard,
  secretKeyOf,
  type OutsideGuardKey,
} from './keys/outside-guards.js';
export { keyIdOf, openOwnKey, readPublishedKey, type OwnKey, type PublishedKey } from './keys/own-key.js';
export { KEY_REFRESH_MS } from './keys/key-rotation.loop.js';
export { keyInUse, readPublicRing, type KeyRingStore, type PublicRingKey } from './keys/key-ring.js';
export {
  DEFAULT_OVERLAP_MS,
  OVERLAP_MS_MAX,
  OVERLAP_MS_MIN,
  readRotationRequest,
  requestRotation,
} from './keys/rotation-request.js';
export { KEY_LEAD_MS, ServiceKeys } from './keys/service-keys.js';
export { Logger } from './logging/logger.js';
export { NestLogger } from './logging/nest-logger.js';
export { type LogFields } from './logging/log-fields.js';
export { Redaction } from './redaction/redaction.js';
export { foundationProviders, type Foundation } from './process/foundation.js';
export { observeLoop } from './process/observe-loop.js';
export { runProcess, type ProcessTerms } from './process/run-process.js';
export { type HttpSpan, type HttpTracer } from './tracing/http-tracer.js';
export { inTrace } from './tracing/trace-of-now.js';
export { runService, SETTINGS, type ServiceTerms } from './process/run-service.js';
export { REDIS_ADDRESS, type RedisAddress } from './wire/redis-address.js';
