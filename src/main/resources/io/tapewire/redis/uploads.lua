-- What is known of unfinished files.
-- KEYS: all unfinished files. ARGV: how the names of their keys begin and of those who may change them, an id or nothing for all.
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local ids = ARGV[3] == '' and redis.call('HKEYS', KEYS[1]) or {ARGV[3]}
local found = {}
for _, id in ipairs(ids) do
  local known = redis.call('HMGET', ARGV[1] .. id,
    'channel', 'name', 'type', 'length', 'bytes', 'contents', 'whole', 'used')
  if known[1] then
    found[#found + 1] = id
    for i = 1, 7 do found[#found + 1] = known[i] end
    found[#found + 1] = string.format('%.0f', math.max(0, now - known[8]))
    found[#found + 1] = tostring(redis.call('EXISTS', ARGV[2] .. id))
  end
end
return found
