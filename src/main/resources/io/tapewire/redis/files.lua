-- What is known of a channel's files, each with its id and the offset of its record, or 0 if the log does not have that.
-- KEYS: all files, the log's state, the channel's files. ARGV: the ids of some, or nothing for all.
local first = tonumber(redis.call('HGET', KEYS[2], 'first') or '1')
local ids = #ARGV == 0 and redis.call('SMEMBERS', KEYS[3]) or ARGV
local found = {}
for _, id in ipairs(ids) do
  local note = redis.call('HGET', KEYS[1], id)
  local offset = redis.call('HGET', KEYS[2], 'file:' .. id) or '0'
  if note then
    found[#found + 1], found[#found + 2] = id, note
    found[#found + 1] = tonumber(offset) >= first and offset or '0'
  end
end
return found
