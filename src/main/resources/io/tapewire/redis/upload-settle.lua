-- Ends an upload if the channel's log has the file's record. Says the record's offset, or 0.
-- KEYS: the log's state, what is known of the upload, all unfinished files. ARGV: id.
local offset = redis.call('HGET', KEYS[1], 'file:' .. ARGV[1])
if not offset then return {'0'} end
redis.call('DEL', KEYS[2])
redis.call('HDEL', KEYS[3], ARGV[1])
return {offset}
