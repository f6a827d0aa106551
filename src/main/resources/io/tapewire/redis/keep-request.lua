-- A request is still in progress.
-- KEYS: the request, who is at work on it, all requests.
-- ARGV: its id, who is at work, milliseconds of their lease, milliseconds for which it is remembered.
if redis.call('GET', KEYS[2]) ~= ARGV[2] then return {false} end
local time = redis.call('TIME')
redis.call('PEXPIRE', KEYS[2], ARGV[3])
redis.call('PEXPIRE', KEYS[1], ARGV[4])
redis.call('ZADD', KEYS[3], string.format('%.0f', time[1] * 1000 + ARGV[4]), ARGV[1])
return {'KEPT'}
