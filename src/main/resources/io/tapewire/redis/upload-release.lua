-- Gives the right to change an unfinished file back.
-- KEYS: who may change it. ARGV: name of the right.
if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('DEL', KEYS[1]) end
return {'DONE'}
