-- Forgets a file.
-- KEYS: all files, those of its channel, the log's state, what is known of the upload, all unfinished files, who may change it.
-- ARGV: id.
redis.call('HDEL', KEYS[1], ARGV[1])
redis.call('SREM', KEYS[2], ARGV[1])
redis.call('HDEL', KEYS[3], 'file:' .. ARGV[1])
redis.call('DEL', KEYS[4], KEYS[6])
redis.call('HDEL', KEYS[5], ARGV[1])
return {'DONE'}
