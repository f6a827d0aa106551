-- Where the records of files are, with 0 for one that the log does not have, or not any more.
-- KEYS: for each file the state of its channel's log. ARGV: the files' ids.
local offsets = {}
for i, id in ipairs(ARGV) do
  local known = redis.call('HMGET', KEYS[i], 'file:' .. id, 'first')
  local isThere = known[1] and tonumber(known[1]) >= tonumber(known[2] or '1')
  offsets[i] = isThere and known[1] or '0'
end
return offsets
