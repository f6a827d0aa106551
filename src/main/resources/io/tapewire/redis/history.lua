-- Comes before each script. The history of this Redis has another name after each start, and each time that a replica has been
-- promoted: only then can it have lost what was answered. So a log that knows another name begins a new epoch.
local replication = redis.call('INFO', 'replication')
if not string.find(replication, 'role:master', 1, true) then
  return redis.error_reply('READONLY this Redis is a replica')
end
local history = string.match(replication, 'master_replid:(%w+)')
