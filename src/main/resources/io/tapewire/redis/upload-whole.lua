-- Makes a file readable whose record is appended next.
-- KEYS: what is known of the upload, who may change it, all files, those of the channel.
-- ARGV: id, name of the right, what is known of the file.
if redis.call('EXISTS', KEYS[1]) == 0 then return {'GONE'} end
if redis.call('GET', KEYS[2]) ~= ARGV[2] then return {'LOST'} end
redis.call('HSET', KEYS[1], 'whole', '1')
redis.call('HSET', KEYS[3], ARGV[1], ARGV[3])
redis.call('SADD', KEYS[4], ARGV[1])
return {'DONE'}
