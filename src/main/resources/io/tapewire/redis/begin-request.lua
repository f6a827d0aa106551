-- Begins a request that takes effect once, or one that has broken off.
-- KEYS: the request, who is at work on it, all requests.
-- ARGV: its id, who begins it, milliseconds of their lease, milliseconds for which it is remembered, most requests.
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
redis.call('ZREMRANGEBYSCORE', KEYS[3], '-inf', now)
local known = redis.call('HMGET', KEYS[1], 'done', 'answer')
if known[2] then return {'DONE', known[1], known[2]} end
if not redis.call('ZSCORE', KEYS[3], ARGV[1]) and redis.call('ZCARD', KEYS[3]) >= tonumber(ARGV[5]) then
  return {'TOO_MANY', false, false}
end
local lease = redis.call('GET', KEYS[2])
-- a server knows what it is doing itself
if lease and lease ~= ARGV[2] then return {'IN_PROGRESS', false, false} end
redis.call('SET', KEYS[2], ARGV[2], 'PX', ARGV[3])
redis.call('HSETNX', KEYS[1], 'done', '0')
redis.call('PEXPIRE', KEYS[1], ARGV[4])
redis.call('ZADD', KEYS[3], string.format('%.0f', now + ARGV[4]), ARGV[1])
return {'DONE', known[1], false}
