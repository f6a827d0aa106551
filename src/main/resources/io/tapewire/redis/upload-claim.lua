-- Gives somebody the right to change an unfinished file, unless another one has it, who is told.
-- KEYS: what is known of the file, who may change it. ARGV: a name of this right, how long it lasts in milliseconds.
if redis.call('EXISTS', KEYS[1]) == 0 then return {'GONE'} end
if redis.call('GET', KEYS[2]) == ARGV[1] or redis.call('SET', KEYS[2], ARGV[1], 'NX', 'PX', ARGV[2]) then
  redis.call('HDEL', KEYS[1], 'wanted')
  return {'DONE'}
end
redis.call('HSET', KEYS[1], 'wanted', '1')
return {'BUSY'}
