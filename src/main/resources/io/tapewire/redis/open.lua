-- What is known of a channel's log.
-- KEYS: the log's state.
-- ARGV: the epoch of the log if it has nothing yet, or if it goes on in another history; seconds after which a log that has
-- nothing is forgotten.
local known = redis.call('HMGET', KEYS[1], 'top', 'history', 'epochs')
if known[2] ~= history then
  local epochs = ARGV[1] .. ' 1'
  if known[1] then epochs = known[3] .. ' ' .. ARGV[1] .. ' ' .. string.format('%.0f', known[1] + 1) end
  -- nobody comes with a position that is so old
  while #epochs > 4096 do epochs = string.match(epochs, '^%S+ %S+ (.*)$') end
  redis.call('HSET', KEYS[1], 'epoch', ARGV[1], 'epochs', epochs, 'history', history)
end
if not known[1] then redis.call('EXPIRE', KEYS[1], ARGV[2]) end
return redis.call('HMGET', KEYS[1], 'epoch', 'top', 'first', 'begin', 'epochs', 'snapshot')
