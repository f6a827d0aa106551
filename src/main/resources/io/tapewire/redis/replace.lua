-- Replaces a log by one that has nothing.
-- KEYS: the log's state, its commits, their index, all channels, the count of changes.
-- ARGV: channel, epoch of the new log, seconds after which it is forgotten, where to tell, what to tell.
redis.call('DEL', KEYS[1], KEYS[2], KEYS[3])
redis.call('HSET', KEYS[1], 'epoch', ARGV[2], 'epochs', ARGV[2] .. ' 1', 'history', history)
redis.call('EXPIRE', KEYS[1], ARGV[3])
redis.call('ZADD', KEYS[4], redis.call('INCR', KEYS[5]), ARGV[1])
redis.pcall('PUBLISH', ARGV[4], ARGV[5])
return {'DONE'}
