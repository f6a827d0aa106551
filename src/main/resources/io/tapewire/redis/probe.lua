-- Finds out whether this Redis takes anything. KEYS: what is written for that. ARGV: seconds after which that is forgotten.
redis.call('SET', KEYS[1], '', 'EX', ARGV[1])
return {'DONE'}
