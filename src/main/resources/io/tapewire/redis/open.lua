-- What is known of a channel's log.
-- KEYS: the log's state, the count of processes.
-- ARGV: the epoch of the log if it has nothing yet, or if it goes on in another process; seconds after which a log that has
-- nothing is forgotten.
local process = redis.call('GET', KEYS[2]) or '0'
local known = redis.call('HMGET', KEYS[1], 'top', 'process', 'epochs')
if not known[1] then
  if redis.call('HSETNX', KEYS[1], 'epoch', ARGV[1]) == 1 then
    redis.call('HSET', KEYS[1], 'epochs', ARGV[1] .. ' 1', 'process', process)
  end
  redis.call('EXPIRE', KEYS[1], ARGV[2])
elseif known[2] ~= process then
  local first = string.format('%.0f', known[1] + 1)
  redis.call('HSET', KEYS[1], 'epoch', ARGV[1], 'epochs', known[3] .. ' ' .. ARGV[1] .. ' ' .. first, 'process', process)
end
return redis.call('HMGET', KEYS[1], 'epoch', 'top', 'first', 'begin', 'epochs', 'snapshot')
