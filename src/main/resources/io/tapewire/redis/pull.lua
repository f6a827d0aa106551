-- The commits after an offset, oldest first, and their names. At least one, and then no more than so many bytes.
-- KEYS: the log's state, its commits. ARGV: epoch, offset, most bytes.
local known = redis.call('HMGET', KEYS[1], 'epoch', 'top', 'first', 'begin', 'history')
if known[1] ~= ARGV[1] or known[5] ~= history then return {'REPLACED'} end
local top = tonumber(known[2] or '0')
if top < tonumber(ARGV[2]) then
  -- somebody has put back what was here earlier: whoever opens the log begins a new epoch
  redis.call('HSET', KEYS[1], 'history', '')
  return {'REPLACED'}
end

local commits, names = {}, {}
local after, room, count = ARGV[2] .. '-0', tonumber(ARGV[3]), 1
while room > 0 and top > tonumber(string.match(after, '%d+')) do
  local entries = redis.call('XRANGE', KEYS[2], '(' .. after, '+', 'COUNT', count)
  if #entries == 0 then break end
  for _, entry in ipairs(entries) do
    local commit = entry[2][2]
    room = room - #commit
    if #commits > 0 and room < 0 then break end
    commits[#commits + 1], names[#names + 1] = commit, entry[2][4]
    after = entry[1]
  end
  -- a commit has a few bytes or many
  count = count * 2
end
return {'DONE', known[3], known[4], commits, names}
