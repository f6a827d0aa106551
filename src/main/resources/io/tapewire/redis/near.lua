-- The first record of the commit with a byte of the log, or the oldest one.
-- KEYS: the log's state, the index of its commits. ARGV: the byte.
local low, high = 0, redis.call('LLEN', KEYS[2])
while low < high do
  local middle = math.floor((low + high) / 2)
  local stop = string.match(redis.call('LINDEX', KEYS[2], middle), '%d+ (%d+)')
  if tonumber(stop) > tonumber(ARGV[1]) then high = middle else low = middle + 1 end
end
if low == 0 then return {'DONE', redis.call('HGET', KEYS[1], 'first') or '1'} end
local last = string.match(redis.call('LINDEX', KEYS[2], low - 1), '%d+')
return {'DONE', string.format('%.0f', last + 1)}
