-- An entry is used: it ends only after a while without that, and at its own end. Returns nothing if it has ended.
-- KEYS: the entry, all entries. ARGV: its id, milliseconds until it ends if it is not used.
local text = redis.call('GET', KEYS[1])
if not text then return {false} end
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local left = math.min(tonumber(ARGV[2]), tonumber(string.match(text, '^%d+')) - now)
if left < 1 then return {false} end
redis.call('PEXPIRE', KEYS[1], string.format('%.0f', left))
redis.call('ZADD', KEYS[2], 'XX', string.format('%.0f', now + left), ARGV[1])
return {'KEPT'}
