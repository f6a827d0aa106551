-- Stores a snapshot of the log, if nothing was appended since it was made.
-- KEYS: the log's state. ARGV: epoch, last offset, snapshot.
local known = redis.call('HMGET', KEYS[1], 'epoch', 'top')
if known[1] == ARGV[1] and known[2] == ARGV[2] then redis.call('HSET', KEYS[1], 'snapshot', ARGV[3]) end
return {'DONE'}
