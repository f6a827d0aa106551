-- Adds something that somebody has for a while, such as a session, unless there are as many as allowed.
-- KEYS: the entry, its owner's entries, all entries, those that have ended, the count of endings.
-- ARGV: the entry's id, its text, milliseconds until it ends, or until it ends if it is not used, most entries, most of one
-- owner, 1 if the owner's oldest entry ends for one too many, how the keys of entries begin.
local time = redis.call('TIME')
local micros = time[1] * 1000000 + time[2]
redis.call('ZREMRANGEBYSCORE', KEYS[3], '-inf', math.floor(micros / 1000))

local theirs, oldest = 0, nil
for _, id in ipairs(redis.call('ZRANGE', KEYS[2], 0, -1)) do
  if redis.call('ZSCORE', KEYS[3], id) then
    theirs, oldest = theirs + 1, oldest or id
  else
    redis.call('ZREM', KEYS[2], id)
  end
end
local ended = false
if theirs >= tonumber(ARGV[6]) then
  if ARGV[7] ~= '1' then return {'OWNER_HAS_TOO_MANY', false} end
  ended = oldest
  redis.call('DEL', ARGV[8] .. oldest)
  redis.call('ZREM', KEYS[2], oldest)
  redis.call('ZREM', KEYS[3], oldest)
  redis.call('ZADD', KEYS[4], redis.call('INCR', KEYS[5]), oldest)
end
if redis.call('ZCARD', KEYS[3]) >= tonumber(ARGV[5]) then return {'TOO_MANY', ended} end

local first = math.min(tonumber(ARGV[3]), tonumber(ARGV[4]))
redis.call('SET', KEYS[1], ARGV[2], 'PX', string.format('%.0f', first))
redis.call('ZADD', KEYS[3], string.format('%.0f', math.floor(micros / 1000) + first), ARGV[1])
redis.call('ZADD', KEYS[2], string.format('%.0f', micros), ARGV[1])
-- two orders, because a set that was just made has no end
redis.call('PEXPIRE', KEYS[2], ARGV[3], 'NX')
redis.call('PEXPIRE', KEYS[2], ARGV[3], 'GT')
return {'DONE', ended}
