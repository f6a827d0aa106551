package io.tapewire.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tapewire.event.StoreUnavailable;
import io.tapewire.file.FileDescription;
import io.tapewire.file.FileIndex;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.params.SetParams;

/** What all servers know of files, in Redis. Any thread. */
final class RedisFileIndex implements FileIndex {
    private static final Script BEGIN = new Script("upload-begin.lua");
    private static final Script UPLOADS = new Script("uploads.lua");
    private static final Script CLAIM = new Script("upload-claim.lua");
    private static final Script NOTE = new Script("upload-note.lua");
    private static final Script RELEASE = new Script("upload-release.lua");
    private static final Script WHOLE = new Script("upload-whole.lua");
    private static final Script SETTLE = new Script("upload-settle.lua");
    private static final Script FILES = new Script("files.lua");
    private static final Script PLACES = new Script("file-places.lua");
    private static final Script REMOVE = new Script("file-remove.lua");

    /** What {@link #UPLOADS} says of each. */
    private static final int COLUMNS = 10;
    /** So many files are looked up in one request. */
    private static final int AT_ONCE = 500;

    private final Link link;
    private final long leaseMillis;

    /** @param leaseMillis how long the right to change a file lasts unless it is renewed */
    RedisFileIndex(Link link, long leaseMillis) {
        this.link = link;
        this.leaseMillis = leaseMillis;
    }

    private <T> T ask(Function<UnifiedJedis, T> request) {
        return link.ask(request).orElseThrow(StoreUnavailable::new);
    }

    private Reply read(Script script, List<byte[]> keys, byte[]... arguments) {
        return ask(redis -> script.run(redis, keys, List.of(arguments)));
    }

    private Reply change(Script script, List<byte[]> keys, byte[]... arguments) {
        return link.require(redis -> script.run(redis, keys, List.of(arguments)));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    @Override
    public String directory(String mark) {
        SetParams unlessKnown = SetParams.setParams().nx();
        link.require(redis -> Optional.ofNullable(redis.set(Keys.DIRECTORY, bytes(mark), unlessKnown)));
        return ask(redis -> new String(redis.get(Keys.DIRECTORY), UTF_8));
    }

    @Override
    public boolean isDirectory(String mark) {
        return ask(redis -> Optional.ofNullable(redis.get(Keys.DIRECTORY)))
                .filter(known -> new String(known, UTF_8).equals(mark))
                .isPresent();
    }

    @Override
    public Unfinished begin(String id, FileDescription description) {
        Reply reply = change(
                BEGIN,
                List.of(Keys.upload(id), Keys.UPLOADS),
                bytes(id),
                bytes(description.channel()),
                bytes(description.name()),
                bytes(description.mediaType() == null ? "" : description.mediaType()),
                Keys.bytes(description.length()));
        return new Unfinished(reply.number(0, 0), reply.number(1, 0));
    }

    @Override
    public Optional<Upload> upload(String id) {
        return uploads(id).stream().findFirst();
    }

    @Override
    public List<Upload> uploads() {
        return uploads("");
    }

    private List<Upload> uploads(String id) {
        Reply reply = read(UPLOADS, List.of(Keys.UPLOADS), Keys.upload(""), Keys.uploader(""), bytes(id));
        List<Upload> uploads = new ArrayList<>();
        for (int i = 0; i < reply.size(); i += COLUMNS) {
            String mediaType = reply.text(i + 3);
            FileDescription description = new FileDescription(
                    reply.text(i + 1),
                    reply.text(i + 2),
                    mediaType.isEmpty() ? null : mediaType,
                    reply.number(i + 4, -1));
            uploads.add(new Upload(
                    reply.text(i),
                    description,
                    reply.number(i + 5, 0),
                    reply.text(i + 6),
                    reply.text(i + 7).equals("1"),
                    reply.number(i + 8, 0),
                    reply.text(i + 9).equals("1")));
        }
        return uploads;
    }

    @Override
    public Outcome claim(String id, String token) {
        return outcome(
                change(CLAIM, List.of(Keys.upload(id), Keys.uploader(id)), bytes(token), Keys.bytes(leaseMillis)));
    }

    private static Outcome outcome(Reply reply) {
        return Outcome.valueOf(reply.text(0));
    }

    @Override
    public Renewal note(String id, String token, String before, Progress now) {
        Reply reply = change(
                NOTE,
                List.of(Keys.upload(id), Keys.uploader(id), Keys.UPLOADS),
                bytes(id),
                bytes(token),
                Keys.bytes(leaseMillis),
                bytes(before),
                bytes(now.contents()),
                Keys.bytes(now.bytes()),
                Keys.bytes(now.length()));
        return new Renewal(outcome(reply), "1".equals(reply.text(1)), reply.number(2, 0));
    }

    @Override
    public void release(String id, String token) {
        change(RELEASE, List.of(Keys.uploader(id)), bytes(token));
    }

    @Override
    public Outcome whole(String id, String token, String channel, String note) {
        return outcome(change(
                WHOLE,
                List.of(Keys.upload(id), Keys.uploader(id), Keys.FILES, Keys.files(channel)),
                bytes(id),
                bytes(token),
                bytes(channel + "\n" + note)));
    }

    @Override
    public long settle(String id, String channel) {
        return change(SETTLE, List.of(Keys.state(channel), Keys.upload(id), Keys.UPLOADS), bytes(id))
                .number(0, 0);
    }

    @Override
    public Optional<Entry> find(String id, String channel) {
        return entries(channel, List.of(id)).stream()
                .filter(entry -> entry.channel().equals(channel))
                // without a record only while that is being appended
                .filter(entry -> entry.offset() > 0 || upload(id).isPresent())
                .findFirst();
    }

    @Override
    public List<Entry> list(String channel) {
        return entries(channel, List.of());
    }

    private List<Entry> entries(String channel, List<String> ids) {
        List<byte[]> keys = List.of(Keys.FILES, Keys.state(channel), Keys.files(channel));
        byte[][] wanted = ids.stream().map(RedisFileIndex::bytes).toArray(byte[][]::new);
        Reply reply = read(FILES, keys, wanted);
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < reply.size(); i += 3) {
            entries.add(entry(reply.bytes(i), reply.bytes(i + 1), reply.number(i + 2, 0)));
        }
        return entries;
    }

    @Override
    public List<Entry> all() {
        List<Entry> files = new ArrayList<>();
        ask(redis -> redis.hgetAll(Keys.FILES))
                .forEach((id, channelAndNote) -> files.add(entry(id, channelAndNote, 0)));
        List<Entry> all = new ArrayList<>();
        for (int i = 0; i < files.size(); i += AT_ONCE) {
            all.addAll(placed(files.subList(i, Math.min(files.size(), i + AT_ONCE))));
        }
        return all;
    }

    private static Entry entry(byte[] id, byte[] channelAndNote, long offset) {
        String[] parts = new String(channelAndNote, UTF_8).split("\n", 2);
        return new Entry(new String(id, UTF_8), parts[0], parts[1], offset);
    }

    /** The same files with the offsets of their records. */
    private List<Entry> placed(List<Entry> files) {
        List<byte[]> states =
                files.stream().map(file -> Keys.state(file.channel())).toList();
        byte[][] ids = files.stream().map(file -> bytes(file.id())).toArray(byte[][]::new);
        Reply offsets = read(PLACES, states, ids);
        List<Entry> placed = new ArrayList<>();
        for (int i = 0; i < ids.length; i++) {
            Entry file = files.get(i);
            placed.add(new Entry(file.id(), file.channel(), file.note(), offsets.number(i, 0)));
        }
        return placed;
    }

    @Override
    public void remove(String id, String channel) {
        change(
                REMOVE,
                List.of(
                        Keys.FILES,
                        Keys.files(channel),
                        Keys.state(channel),
                        Keys.upload(id),
                        Keys.UPLOADS,
                        Keys.uploader(id)),
                bytes(id));
    }

    @Override
    public boolean takeTurn(String task, long everyMillis) {
        SetParams once = SetParams.setParams().nx().px(everyMillis);
        return link.require(redis -> Optional.ofNullable(redis.set(Keys.turn(task), bytes(task), once)))
                .isPresent();
    }
}
