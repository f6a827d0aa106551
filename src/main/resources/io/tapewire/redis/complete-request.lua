-- Everything of a request is stored.
-- KEYS: the request, who is at work on it, all requests. ARGV: its id, its answer, milliseconds for which it is remembered.
local time = redis.call('TIME')
redis.call('HSET', KEYS[1], 'answer', ARGV[2])
redis.call('PEXPIRE', KEYS[1], ARGV[3])
redis.call('DEL', KEYS[2])
redis.call('ZADD', KEYS[3], string.format('%.0f', time[1] * 1000 + ARGV[3]), ARGV[1])
return {'DONE'}
