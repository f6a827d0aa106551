-- Notes how much of an unfinished file is there, and renews the right to change it. A right that has ended is renewed if
-- nobody has changed the file in between.
-- KEYS: what is known of the file, who may change it, all unfinished files.
-- ARGV: id, name of the right, how long it lasts in milliseconds, what the contents were called and are called, bytes, length.
local known = redis.call('HMGET', KEYS[1], 'contents', 'wanted', 'bytes')
if not known[1] then return {'GONE', false, '0'} end
local owner = redis.call('GET', KEYS[2])
if (owner and owner ~= ARGV[2]) or known[1] ~= ARGV[4] then return {'LOST', false, '0'} end
redis.call('SET', KEYS[2], ARGV[2], 'PX', ARGV[3])
if known[1] ~= ARGV[5] or known[3] ~= ARGV[6] then
  local time = redis.call('TIME')
  redis.call('HSET', KEYS[1], 'contents', ARGV[5], 'bytes', ARGV[6], 'length', ARGV[7],
    'used', string.format('%.0f', time[1] * 1000 + math.floor(time[2] / 1000)))
  redis.call('HSET', KEYS[3], ARGV[1], ARGV[6])
end
local total = 0
for _, bytes in ipairs(redis.call('HVALS', KEYS[3])) do total = total + bytes end
return {'DONE', known[2], string.format('%.0f', total)}
