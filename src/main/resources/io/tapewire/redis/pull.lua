-- The commits after an offset, oldest first, and their names.
-- KEYS: the log's state, its commits, the count of processes. ARGV: epoch, offset, most commits.
local known = redis.call('HMGET', KEYS[1], 'epoch', 'top', 'first', 'begin', 'process')
if known[1] ~= ARGV[1] or known[5] ~= (redis.call('GET', KEYS[3]) or '0') then return {'REPLACED'} end
local top = tonumber(known[2] or '0')
local after = tonumber(ARGV[2])
local commits, names = {}, {}
if top > after then
  for i, entry in ipairs(redis.call('XRANGE', KEYS[2], '(' .. ARGV[2] .. '-0', '+', 'COUNT', ARGV[3])) do
    commits[i], names[i] = entry[2][2], entry[2][4]
  end
end
return {'DONE', known[3], known[4], commits, names}
