-- Takes an entry away, and tells the servers that it has ended.
-- KEYS: the entry, all entries, those that have ended, the count of endings. ARGV: its id, how many of those are kept.
local text = redis.call('GETDEL', KEYS[1])
if text then
  redis.call('ZREM', KEYS[2], ARGV[1])
  redis.call('ZADD', KEYS[3], redis.call('INCR', KEYS[4]), ARGV[1])
  redis.call('ZREMRANGEBYRANK', KEYS[3], 0, -1 - ARGV[2])
end
return {text}
