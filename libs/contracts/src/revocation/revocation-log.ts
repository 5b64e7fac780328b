import { broadcast } from '../contract/broadcast.js';

/**
 * The revocation log, as every process's guard follows it beside the HTTP feed. Places are those of the log; a batch is the body
 * of a feed answer (docs/feed.md of libs/guard).
 */
export const revocationLogBroadcast = broadcast('revocation.log.follow.v1', { readers: 'all' });
