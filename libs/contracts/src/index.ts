export * from './auth-token/index.js';
export * from './cleanup/index.js';
export * from './content-filter/index.js';
export * from './dead-letters/index.js';
export * from './gateway/index.js';
export * from './order-processing/index.js';
export * from './revocation/index.js';
export * from './webhooks/index.js';
export {
  allow,
  allowEither,
  internal,
  openToAll,
  scopes,
  scopesByNameOnly,
  type Access,
  type Scope,
} from './contract/access.js';
export { type BroadcastContract } from './contract/broadcast.js';
export { Calls, type CallOptions } from './contract/calls.js';
export {
  callersOf,
  command,
  event,
  query,
  type CallFacts,
  type CarriesOut,
  type Consumes,
  type Contract,
  type EventContract,
  type HttpDoor,
  type Input,
  type InputToSend,
  type Output,
  type Payload,
} from './contract/contract.js';
export { parseInput } from './contract/parse.js';
export { stalenessPolicyOf } from './contract/staleness-policy.js';
export { serviceNames, serviceOf, type ServiceName } from './contract/service-name.js';
export { openApiDocument } from './derived/openapi.js';
export { redisAclRules, type AclUser } from './derived/redis-acl.js';
export {
  errorFacts,
  errorPage,
  errorTable,
  isErrorCode,
  type ErrorCode,
  type ErrorFacts,
} from './errors/error-table.js';
export { type ErrorRow } from './errors/error-row.js';
export { fault } from './errors/fault.js';
export { statusTable, type StatusCode } from './errors/status.js';
export { broadcasts, callableWithoutRedis, contracts, events } from './registry.js';
