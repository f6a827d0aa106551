-- Says whose data this Redis has. That changes when it may have lost something, and when somebody has removed everything.
-- KEYS: the name of the data. ARGV: a name for data that has none.
local name = redis.call('GET', KEYS[1])
if not name then
  name = ARGV[1]
  redis.call('SET', KEYS[1], name)
end
return {'DONE', history .. ' ' .. name}
