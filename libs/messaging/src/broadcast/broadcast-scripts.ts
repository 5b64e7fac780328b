import { Script } from '../redis/script.js';

/**
 * Appends a batch behind the entry that its publisher knows to be the last, so that nobody publishes over another.
 *
 * KEYS: 1 the stream. ARGV: 1 id of the last entry, `0-0` if there is none, 2 most entries kept, 3 the frame.
 * Answers the id of the new entry, nil if another one is the last.
 */
export const appendBroadcast = new Script(`
local last = redis.call('XREVRANGE', KEYS[1], '+', '-', 'COUNT', 1)[1]
if (last and last[1] or '0-0') ~= ARGV[1] then return false end
return redis.call('XADD', KEYS[1], 'MAXLEN', ARGV[2], '*', 'm', ARGV[3])
`);

/**
 * Takes the newest probes and forgets the others: their readers have sent newer ones.
 *
 * KEYS: 1 the list of probes. ARGV: 1 most probes. Answers the probes.
 */
export const takeProbes = new Script(`
local probes = redis.call('LRANGE', KEYS[1], -tonumber(ARGV[1]), -1)
redis.call('DEL', KEYS[1])
return probes
`);
