-- Says which process of Redis this is. Another one may have lost what the one before had answered, so each log gets a new epoch
-- when it is used next.
-- KEYS: the process, the count of processes.
local process = string.match(redis.call('INFO', 'server'), 'run_id:(%w+)')
if redis.call('GET', KEYS[1]) ~= process then
  redis.call('SET', KEYS[1], process)
  redis.call('INCR', KEYS[2])
end
return {'DONE'}
