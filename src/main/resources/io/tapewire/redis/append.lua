-- Appends a commit, if it follows the last one. Everything is checked first, because a script does not roll back.
-- KEYS: the log's state, its commits, their index, all channels, the count of changes.
-- ARGV: channel, epoch, first and last offset, bytes of the log up to the last one, time, commit, most bytes, snapshot or
-- nothing, where to tell, what to tell, a name of this commit, the files that its records tell of with their offsets, then requests and how
-- many of their messages are stored with it.
local known = redis.call('HMGET', KEYS[1], 'epoch', 'top', 'history')
local before = tonumber(ARGV[3]) - 1
-- if it is not there, nothing was appended for long, or Redis has lost everything
if known[1] ~= ARGV[2] or known[3] ~= history then return {'REPLACED'} end
local top = tonumber(known[2] or '0')
if top > before then return {'BEHIND'} end
if top < before then
  -- somebody has put back what was here earlier: whoever opens the log begins a new epoch
  redis.call('HSET', KEYS[1], 'history', '')
  return {'REPLACED'}
end

-- somebody may have removed the state alone
if top == 0 then redis.call('DEL', KEYS[2], KEYS[3]) end
redis.call('XADD', KEYS[2], ARGV[4] .. '-0', 'c', ARGV[7], 'n', ARGV[12])
redis.call('RPUSH', KEYS[3], ARGV[4] .. ' ' .. ARGV[5] .. ' ' .. #ARGV[7])
redis.call('HSET', KEYS[1], 'top', ARGV[4], 'end', ARGV[5], 'updated', ARGV[6])
if top == 0 then redis.call('PERSIST', KEYS[1]) end
for file, offset in string.gmatch(ARGV[13], '(%x+) (%d+)') do redis.call('HSET', KEYS[1], 'file:' .. file, offset) end
if ARGV[9] ~= '' then redis.call('HSET', KEYS[1], 'snapshot', ARGV[9], 'marked', ARGV[4]) end

local bytes = redis.call('HINCRBY', KEYS[1], 'bytes', #ARGV[7])
local gone
while bytes > tonumber(ARGV[8]) and redis.call('LLEN', KEYS[3]) > 1 do
  local last, stop, size = string.match(redis.call('LPOP', KEYS[3]), '(%d+) (%d+) (%d+)')
  bytes = redis.call('HINCRBY', KEYS[1], 'bytes', -size)
  redis.call('HSET', KEYS[1], 'first', string.format('%.0f', last + 1), 'begin', stop)
  gone = last
end
if gone then redis.call('XTRIM', KEYS[2], 'MINID', string.format('%.0f', gone + 1) .. '-0') end

for i = 14, #ARGV, 2 do
  local done = redis.call('HGET', ARGV[i], 'done')
  if done and tonumber(done) < tonumber(ARGV[i + 1]) then redis.call('HSET', ARGV[i], 'done', ARGV[i + 1]) end
end

local change = redis.call('INCR', KEYS[5])
redis.call('ZADD', KEYS[4], change, ARGV[1])
-- a hint, which this user may not be allowed to give
redis.pcall('PUBLISH', ARGV[10], ARGV[11])
local kept = redis.call('HMGET', KEYS[1], 'first', 'begin')
return {'DONE', kept[1], kept[2], string.format('%.0f', change)}
