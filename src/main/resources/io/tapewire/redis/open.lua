-- What is known of a channel's log. A log that has nothing yet gets this epoch, which others get as well.
-- KEYS: the log's state. ARGV: epoch, seconds after which a log that has nothing is forgotten.
if not redis.call('HGET', KEYS[1], 'top') then
  redis.call('HSETNX', KEYS[1], 'epoch', ARGV[1])
  redis.call('EXPIRE', KEYS[1], ARGV[2])
end
return redis.call('HMGET', KEYS[1], 'epoch', 'top', 'end', 'first', 'begin', 'updated', 'snapshot')
