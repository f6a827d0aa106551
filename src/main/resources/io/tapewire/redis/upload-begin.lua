-- Adds an unfinished file. Says how many there are, and how many bytes they have.
-- KEYS: what is known of it, all unfinished files. ARGV: id, channel, name, media type, length.
local time = redis.call('TIME')
redis.call('HSET', KEYS[1], 'channel', ARGV[2], 'name', ARGV[3], 'type', ARGV[4], 'length', ARGV[5], 'bytes', '0',
  'contents', '', 'whole', '0', 'used', string.format('%.0f', time[1] * 1000 + math.floor(time[2] / 1000)))
redis.call('HSET', KEYS[2], ARGV[1], '0')
local total = 0
for _, bytes in ipairs(redis.call('HVALS', KEYS[2])) do total = total + bytes end
return {tostring(redis.call('HLEN', KEYS[2])), string.format('%.0f', total)}
