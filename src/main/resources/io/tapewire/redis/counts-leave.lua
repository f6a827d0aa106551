-- A server ends: whoever tells next forgets its counts.
-- KEYS: servers by the time they count as gone. ARGV: the server.
redis.call('ZADD', KEYS[1], 'XX', 0, ARGV[1])
return {'DONE'}
