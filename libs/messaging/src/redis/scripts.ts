import { Script } from './script.js';

// Scripts that write to another service's keys take those keys as arguments, not as KEYS: Redis demands read and write
// rights on every declared key of a script, and a caller must only be able to write there. Inside, each command is
// checked by itself: RPUSH, LLEN, XADD, XLEN and PEXPIRE pass with the right to write alone.

/**
 * Puts requests into a service's call lists, those for which there is room.
 *
 * ARGV: 1 the lists' common beginning, 2 most requests a list may hold, 3 ms after which a list that nobody writes to is
 * forgotten, then for each request its priority and its frame.
 * Answers the positions, from 0, of the requests refused.
 */
export const pushCalls = new Script(`
local room = {}
local refused = {}
for i = 4, #ARGV, 2 do
  local list = ARGV[1] .. ARGV[i]
  if room[list] == nil then room[list] = tonumber(ARGV[2]) - redis.call('LLEN', list) end
  if room[list] > 0 then
    redis.call('RPUSH', list, ARGV[i + 1])
    room[list] = room[list] - 1
  else
    refused[#refused + 1] = (i - 4) / 2
  end
end
for list in pairs(room) do redis.call('PEXPIRE', list, ARGV[3]) end
return refused
`);

/**
 * Remembers the ids of requests, and tells which were remembered before.
 *
 * KEYS: a key for each request. ARGV: for each, how long it is remembered in ms.
 * Answers 1 for each that is new, 0 for each that was seen.
 */
export const rememberCalls = new Script(`
local new = {}
for i, key in ipairs(KEYS) do
  new[i] = redis.call('SET', key, '', 'NX', 'PX', ARGV[i]) and 1 or 0
end
return new
`);

/**
 * Appends events to a consumer's stream, all or none.
 *
 * ARGV: 1 the stream, 2 most entries it may hold, then the frames. Answers how many were appended.
 */
export const appendEvents = new Script(`
local count = #ARGV - 2
if redis.call('XLEN', ARGV[1]) + count > tonumber(ARGV[2]) then return 0 end
for i = 3, #ARGV do redis.call('XADD', ARGV[1], '*', 'm', ARGV[i]) end
return count
`);

/**
 * Takes over entries that nobody has worked on for a while: XAUTOCLAIM would do, but does not tell how often an entry
 * has been delivered.
 *
 * KEYS: 1 the stream. ARGV: 1 group, 2 consumer, 3 least idle time in ms, 4 most entries.
 * Answers for each entry: its id, how often it has been delivered with this time, its fields.
 */
export const claimEvents = new Script(`
local due = redis.call('XPENDING', KEYS[1], ARGV[1], 'IDLE', ARGV[3], '-', '+', ARGV[4])
if #due == 0 then return {} end
local ids, deliveries = {}, {}
for i, row in ipairs(due) do
  ids[i] = row[1]
  deliveries[row[1]] = row[4] + 1
end
local claimed = {}
for i, entry in ipairs(redis.call('XCLAIM', KEYS[1], ARGV[1], ARGV[2], ARGV[3], unpack(ids))) do
  claimed[i] = { entry[1], deliveries[entry[1]], entry[2] }
end
return claimed
`);

/**
 * Acknowledges entries and frees their memory (XACK alone does not).
 *
 * KEYS: 1 the stream. ARGV: 1 group, then the ids. Answers how many were still pending.
 */
export const settleEvents = new Script(`
local ids = { unpack(ARGV, 2) }
local settled = redis.call('XACK', KEYS[1], ARGV[1], unpack(ids))
redis.call('XDEL', KEYS[1], unpack(ids))
return settled
`);

/**
 * Moves an entry to the dead letters, unless somebody else has settled it.
 *
 * KEYS: 1 the stream, 2 the dead letters. ARGV: 1 group, 2 id, 3 most dead letters kept, then fields and values of the
 * dead letter. Answers 1 if it was moved.
 */
export const buryEvent = new Script(`
if redis.call('XACK', KEYS[1], ARGV[1], ARGV[2]) == 0 then return 0 end
redis.call('XADD', KEYS[2], 'MAXLEN', '~', ARGV[3], '*', unpack(ARGV, 4))
redis.call('XDEL', KEYS[1], ARGV[2])
return 1
`);

/**
 * Forgets a consumer that has nothing pending: XGROUP DELCONSUMER would throw its pending entries away.
 *
 * KEYS: 1 the stream. ARGV: 1 group, 2 consumer. Answers 1 if it was forgotten.
 */
export const retireConsumer = new Script(`
if #redis.call('XPENDING', KEYS[1], ARGV[1], '-', '+', 1, ARGV[2]) > 0 then return 0 end
redis.call('XGROUP', 'DELCONSUMER', KEYS[1], ARGV[1], ARGV[2])
return 1
`);

/**
 * Puts events back from the dead letters, each as a new entry, so that its deliveries are counted anew. Here and nowhere
 * else at once: whoever looks in between, or dies, finds an event in one of the two.
 *
 * KEYS: 1 the dead letters, 2 the stream. ARGV: 1 most entries the stream may hold, then the ids of the letters.
 * Answers for each: 1 if it was moved, 0 if there was no such letter, -1 if the stream was full.
 */
export const requeueLetters = new Script(`
local moved = {}
local room = tonumber(ARGV[1]) - redis.call('XLEN', KEYS[2])
for i = 2, #ARGV do
  local letter = redis.call('XRANGE', KEYS[1], ARGV[i], ARGV[i])[1]
  if letter == nil then
    moved[i - 1] = 0
  elseif room < 1 then
    moved[i - 1] = -1
  else
    local frame = ''
    for at = 1, #letter[2], 2 do
      if letter[2][at] == 'm' then frame = letter[2][at + 1] end
    end
    redis.call('XADD', KEYS[2], '*', 'm', frame)
    redis.call('XDEL', KEYS[1], ARGV[i])
    room = room - 1
    moved[i - 1] = 1
  end
end
return moved
`);
