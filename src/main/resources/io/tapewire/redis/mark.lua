-- Stores a snapshot of the log, if nothing was appended since it was made.
-- KEYS: the log's state, all channels, the count of changes. ARGV: epoch, last offset, snapshot, channel.
local known = redis.call('HMGET', KEYS[1], 'epoch', 'top')
if known[1] ~= ARGV[1] or known[2] ~= ARGV[2] then return {'BEHIND'} end
redis.call('HSET', KEYS[1], 'snapshot', ARGV[3], 'marked', ARGV[2])
redis.call('ZADD', KEYS[2], redis.call('INCR', KEYS[3]), ARGV[4])
return {'DONE'}
