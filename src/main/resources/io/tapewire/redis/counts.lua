-- Takes what has changed of one server's counts, and says what has changed of all servers' together.
-- KEYS: servers by the time they count as gone, how often each has told, counts of all, names by their last change, how many
-- changes there were and up to which they are forgotten.
-- ARGV: the server, how long it counts in milliseconds, how often it has told, the last change that it has heard of or -1, most
-- changes to say, how the names of keys with a server's counts begin; then names and counts.
local REMEMBERED, FORGOTTEN_AT_ONCE = 20000, 5000
local server, most = ARGV[1], tonumber(ARGV[5])
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)

local function change(name, by)
  if by == 0 then return end
  if redis.call('HINCRBY', KEYS[3], name, by) <= 0 then redis.call('HDEL', KEYS[3], name) end
  redis.call('ZADD', KEYS[4], redis.call('HINCRBY', KEYS[5], 'count', 1), name)
end

-- Returns whether nothing of it is left.
local function forget(gone)
  local counts = ARGV[6] .. gone
  for i, name in ipairs(redis.call('HKEYS', counts)) do
    if i > FORGOTTEN_AT_ONCE then return false end
    change(name, -redis.call('HGET', counts, name))
    redis.call('HDEL', counts, name)
  end
  redis.call('ZREM', KEYS[1], gone)
  redis.call('HDEL', KEYS[2], gone)
  return true
end

for _, gone in ipairs(redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', now, 'LIMIT', 0, 1)) do forget(gone) end

local isKnown = redis.call('ZSCORE', KEYS[1], server) and redis.call('HGET', KEYS[2], server) == ARGV[3]
if not isKnown and not forget(server) then return {'ANEW', '0'} end
redis.call('ZADD', KEYS[1], now + ARGV[2], server)
local tellings = tostring(redis.call('HINCRBY', KEYS[2], server, 1))
if not isKnown then return {'ANEW', tellings} end

for i = 7, #ARGV, 2 do
  local counts, name, count = ARGV[6] .. server, ARGV[i], tonumber(ARGV[i + 1])
  local before = tonumber(redis.call('HGET', counts, name) or '0')
  if count == 0 then redis.call('HDEL', counts, name) else redis.call('HSET', counts, name, ARGV[i + 1]) end
  change(name, count - before)
end

local excess = redis.call('ZCARD', KEYS[4]) - REMEMBERED
if excess > 0 then
  local last = redis.call('ZRANGE', KEYS[4], excess - 1, excess - 1, 'WITHSCORES')
  redis.call('HSET', KEYS[5], 'forgotten', last[2])
  redis.call('ZREMRANGEBYRANK', KEYS[4], 0, excess - 1)
end

local heard = tonumber(ARGV[4])
local changes = redis.call('HMGET', KEYS[5], 'count', 'forgotten')
if heard < tonumber(changes[2] or '0') or heard > tonumber(changes[1] or '0') then
  return {'ALL', tellings, changes[1] or '0', redis.call('HGETALL', KEYS[3])}
end
local news = {}
for i, value in ipairs(redis.call('ZRANGEBYSCORE', KEYS[4], '(' .. ARGV[4], '+inf', 'WITHSCORES', 'LIMIT', 0, most)) do
  if i % 2 == 1 then
    news[#news + 1] = value
    news[#news + 1] = redis.call('HGET', KEYS[3], value) or '0'
  else
    heard = value
  end
end
return {'CHANGES', tellings, tostring(heard), news}
