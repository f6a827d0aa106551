package io.tapewire.it;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapewire.config.Limits;
import io.tapewire.log.Archive;
import io.tapewire.log.Log;
import io.tapewire.log.LogReader;
import io.tapewire.log.Memory;
import io.tapewire.log.TimeSource;
import io.tapewire.protocol.RecordType;
import io.tapewire.redis.RedisArchive;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What whoever runs a server is told when Redis does not do what it is asked for: one clear line, and everything goes on after that. */
class RedisMessagesTest {
    private static final Logger LOGGER = Logger.getLogger("io.tapewire.redis.Notice");

    @TempDir
    private Path home;

    private final List<String> messages = new CopyOnWriteArrayList<>();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord record) {
            messages.add(record.getMessage());
        }

        @Override
        public void flush() {
            // nothing is held
        }

        @Override
        public void close() {
            // nothing is held
        }
    };

    private RedisProcess redis;

    @BeforeEach
    void listen() {
        LOGGER.addHandler(handler);
        LOGGER.setUseParentHandlers(false);
    }

    @AfterEach
    void stop() {
        LOGGER.removeHandler(handler);
        LOGGER.setUseParentHandlers(true);
        if (redis != null) {
            redis.close();
        }
    }

    private RedisProcess start(String... options) {
        redis = new RedisProcess(home.resolve("redis"), options).start();
        return redis;
    }

    private static RedisArchive open(String address) throws IOException {
        return RedisArchive.open(URI.create(address), Limits.STANDARD, TimeSource.system());
    }

    private static void requireRefusal(String address, String words) {
        assertThatThrownBy(() -> open(address).close())
                .isInstanceOf(IOException.class)
                .hasMessageContaining(words);
    }

    @Test
    void at_the_start_a_wrong_address_or_password_is_named() {
        start("--requirepass", "secret");

        requireRefusal("redis://127.0.0.1:" + redis.port(), "it wants a password");
        requireRefusal(
                "redis://:wrong@127.0.0.1:" + redis.port(), "the user or the password of tapewire.redis.uri is wrong");
        requireRefusal("redis://ada:secret@127.0.0.1:" + redis.port(), "the user or the password");
        requireRefusal("rediss://127.0.0.1:" + redis.port(), "it has not answered");
        requireRefusal("redis://no-such-host.invalid:" + redis.port(), "its host is not known");
        redis.close();
        requireRefusal("redis://127.0.0.1:" + redis.port(), "nobody answers there");
    }

    @Test
    void a_user_may_have_no_more_permissions_than_are_documented() throws IOException {
        start();
        redis.call("ACL SETUSER tapewire on >secret ~tapewire:* &tapewire:* +@read +@write -@dangerous +@scripting"
                + " +@connection +@pubsub +info +wait");
        try (RedisArchive archive = open("redis://tapewire:secret@127.0.0.1:" + redis.port())) {
            Log log = log(archive);
            print(log, "one,");
            print(log, "two,");
            log.mark();

            assertThat(LogReader.retainedOutput(log)).isEqualTo("one,two,");
            assertThat(archive.create("build", "e2")).isPresent();
            assertThat(messages).isEmpty();
        }
    }

    private static Log log(RedisArchive archive) {
        Archive.Kept kept = archive.open("build", "e1").orElseThrow();
        return new Log(
                "build", kept.snapshot(), kept.store(), Limits.STANDARD, new Memory(1 << 30), TimeSource.system());
    }

    @Test
    void a_cluster_is_not_taken_for_a_redis_that_has_everything() {
        // by default it takes a port that is 10,000 higher, which there may not be
        start("--cluster-enabled", "yes", "--cluster-port", String.valueOf(FreePort.find()));

        requireRefusal("redis://127.0.0.1:" + redis.port(), "Redis Cluster, which is not supported");
    }

    @Test
    void what_is_no_redis_is_named() throws IOException {
        try (ServerSocket web = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            answer(web, "HTTP/1.1 400 Bad Request\r\n\r\n");

            requireRefusal("redis://127.0.0.1:" + web.getLocalPort(), "is not a Redis");
            requireRefusal("rediss://127.0.0.1:" + web.getLocalPort(), "TLS fails there");
        }
    }

    @Test
    void a_certificate_that_nobody_trusts_is_named() throws IOException, GeneralSecurityException {
        Certificate.create(home);
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(home.resolve("certificate.p12"))) {
            keys.load(in, "changeit".toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, "changeit".toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        try (ServerSocket tls =
                context.getServerSocketFactory().createServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            answer(tls, "+PONG\r\n");

            requireRefusal("rediss://localhost:" + tls.getLocalPort(), "its TLS certificate is not trusted");
        }
    }

    /** Answers whoever connects with this, whatever they say. */
    private static void answer(ServerSocket server, String text) {
        Thread thread = new Thread(() -> {
            while (!server.isClosed()) {
                try (Socket client = server.accept()) {
                    client.getOutputStream().write(text.getBytes(US_ASCII));
                    client.getOutputStream().flush();
                    client.getInputStream().read();
                } catch (IOException ended) {
                    // the client has gone, or the test has ended
                }
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    @Test
    void when_its_memory_is_full_that_is_said_once() throws IOException {
        start();
        requireTrouble(
                "its memory is full",
                () -> redis.call("CONFIG SET maxmemory 1"),
                () -> redis.call("CONFIG SET maxmemory 0"));
    }

    @Test
    void when_it_has_become_a_replica_that_is_said_once() throws IOException {
        start();
        requireTrouble("it is a replica", () -> redis.call("REPLICAOF 127.0.0.1 1"), redis::promote);
    }

    @Test
    void when_it_misses_its_replicas_that_is_said_once() throws IOException {
        start();
        requireTrouble(
                "too few of its replicas",
                () -> redis.call("CONFIG SET min-replicas-to-write 1"),
                () -> redis.call("CONFIG SET min-replicas-to-write 0"));
    }

    @Test
    void when_its_disk_cannot_be_written_that_is_said_once() throws IOException {
        Path folder = Files.createDirectory(home.resolve("disk"));
        start("--dir", folder.toString(), "--save", "3600 1000000");
        requireTrouble(
                "it cannot write its disk",
                () -> {
                    delete(folder);
                    redis.call("BGSAVE");
                    Awaitility.await("that has failed")
                            .until(() -> redis.call("INFO persistence").contains("rdb_last_bgsave_status:err"));
                },
                () -> redis.call("CONFIG SET stop-writes-on-bgsave-error no"));
    }

    private static void delete(Path folder) {
        try {
            Files.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void when_its_user_may_not_do_what_is_needed_that_is_said_once() throws IOException {
        start();
        requireTrouble(
                "its user may not do what is needed",
                () -> redis.call("ACL SETUSER default -xadd -set"),
                () -> redis.call("ACL SETUSER default +xadd +set"));
    }

    @Test
    void when_it_wants_a_password_that_is_said_once() throws IOException {
        start();
        requireTrouble(
                "it wants a password",
                () -> {
                    redis.call("CONFIG SET requirepass secret");
                    redis.call("AUTH secret\r\nCLIENT KILL TYPE normal");
                },
                () -> redis.call("AUTH secret\r\nCONFIG SET requirepass \"\""));
    }

    @Test
    void when_it_is_gone_that_is_said_once() throws IOException {
        start();
        requireTrouble("nobody answers there", redis::close, redis::start);
    }

    private void requireTrouble(String words, Runnable trouble, Runnable relief) throws IOException {
        try (RedisArchive archive = open("redis://127.0.0.1:" + redis.port())) {
            Log log = log(archive);
            print(log, "before,");
            assertThat(LogReader.retainedOutput(log)).isEqualTo("before,");
            assertThat(messages).isEmpty();

            trouble.run();
            print(log, "meanwhile,");
            // long enough for several attempts
            Awaitility.await("it is tried again").during(Duration.ofSeconds(1)).until(() -> !log.flush(true));
            assertThat(LogReader.retainedOutput(log)).isEqualTo("before,");
            assertThat(archive.isClosed()).isTrue();
            assertThat(messages.stream().filter(each -> each.contains(words)))
                    .as("%s", messages)
                    .hasSize(1);

            relief.run();
            Awaitility.await("it goes on").until(() -> log.flush(true) || log.isReplaced());
            assertThat(archive.isClosed()).isFalse();
            assertThat(messages).last().asString().endsWith("works again");
        }
    }

    private static void print(Log log, String text) {
        log.append(RecordType.OUTPUT, text.getBytes(UTF_8));
        log.flush(true);
    }
}
