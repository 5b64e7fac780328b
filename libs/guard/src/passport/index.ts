export { GuardStrategy, type GuardStrategyOptions } from './guard-strategy.js';
export { RevocationUnknown } from './revocation-unknown.js';
