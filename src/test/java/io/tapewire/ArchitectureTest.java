package io.tapewire;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.lang.syntax.elements.ClassesShouldConjunction;
import jakarta.websocket.DecodeException;
import jakarta.websocket.Decoder;
import jakarta.websocket.EncodeException;
import jakarta.websocket.Encoder;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What each part may know of the others. */
@AnalyzeClasses(packages = "io.tapewire", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule the_command_knows_the_protocol_by_heart_and_nothing_of_the_server = classes()
            .that()
            .resideInAPackage("io.tapewire.cli..")
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(
                    "java..", "javax.net.ssl..", "io.tapewire.cli..", "picocli..", "com.grack.nanojson.."));

    @ArchTest
    static final ArchRule the_command_is_no_part_of_the_server = noClasses()
            .that()
            .resideOutsideOfPackage("io.tapewire.cli..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.tapewire.cli..", "picocli..", "com.grack.nanojson..");

    @ArchTest
    static final ArchRule the_parts_of_the_command_have_no_cycles =
            slices().matching("io.tapewire.cli.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule events_know_nothing_else = knowsOfUs("event");

    @ArchTest
    static final ArchRule configuration_knows_nothing_else = knowsOfUs("config");

    @ArchTest
    static final ArchRule compression_knows_nothing_else = knowsOfUs("compression");

    @ArchTest
    static final ArchRule faults_are_told_without_knowing_anything_else = knowsOfUs("fault");

    @ArchTest
    static final ArchRule the_protocol_knows_events_alone = knowsOfUs("protocol", "event");

    @ArchTest
    static final ArchRule logs_know_the_protocol_and_bounds_but_no_viewers =
            knowsOfUs("log", "terminal", "protocol", "event", "config", "fault");

    @ArchTest
    static final ArchRule stores_know_logs_and_nobody_above_them =
            knowsOfUs("store", "file", "log", "protocol", "event", "config", "fault");

    @ArchTest
    static final ArchRule what_servers_share_is_known_without_knowing_how = knowsOfUs("shared");

    @ArchTest
    static final ArchRule the_shared_store_knows_logs_and_nobody_above_them =
            knowsOfUs("redis", "shared", "file", "log", "protocol", "event", "config", "fault");

    @ArchTest
    static final ArchRule nobody_else_knows_redis = noClasses()
            .that()
            .resideOutsideOfPackage("io.tapewire.redis")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("redis.clients..", "org.apache.commons.pool2..");

    @ArchTest
    static final ArchRule files_know_how_json_is_written_and_bounds_alone =
            knowsOfUs("file", "protocol", "event", "config", "fault");

    @ArchTest
    static final ArchRule channels_know_logs_protocol_events_bounds_faults_and_what_servers_share =
            knowsOfUs("channel", "shared", "fault", "log", "protocol", "event", "config");

    @ArchTest
    static final ArchRule broadcasting_knows_channels_and_what_they_know = knowsOfUs(
            "broadcast", "mask", "directory", "channel", "fault", "log", "terminal", "protocol", "event", "config");

    @ArchTest
    static final ArchRule masking_knows_output_and_bounds_but_no_logs =
            knowsOfUs("mask", "shared", "terminal", "protocol", "event", "config");

    @ArchTest
    static final ArchRule draining_ends_connections_and_uploads_without_knowing_what_they_bring =
            knowsOfUs("drain", "access", "audit", "channel", "config", "fault", "http", "protocol", "security");

    @ArchTest
    static final ArchRule ingest_knows_no_sockets = knowsOfUs(
            "ingest",
            "shared",
            "drain",
            "file",
            "http",
            "access",
            "compression",
            "audit",
            "mask",
            "channel",
            "fault",
            "log",
            "terminal",
            "protocol",
            "event",
            "config",
            "security");

    @ArchTest
    static final ArchRule history_reads_logs_and_knows_no_sockets_and_no_publishing = knowsOfUs(
            "history",
            "file",
            "http",
            "access",
            "search",
            "directory",
            "channel",
            "log",
            "terminal",
            "protocol",
            "event",
            "config",
            "security");

    @ArchTest
    static final ArchRule nobody_knows_who_publishes_and_who_reads = noClasses()
            .that(resideOutsideOfPackages("io.tapewire.ingest", "io.tapewire.history"))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.tapewire.ingest", "io.tapewire.history");

    @ArchTest
    static final ArchRule addresses_and_answers_know_channels_but_no_logs =
            knowsOfUs("http", "access", "compression", "channel", "fault", "protocol", "event", "config", "security");

    @ArchTest
    static final ArchRule the_list_of_channels_knows_no_sockets_and_no_http =
            knowsOfUs("directory", "channel", "fault", "log", "protocol", "event", "config");

    @ArchTest
    static final ArchRule searching_reads_logs_and_knows_no_http =
            knowsOfUs("search", "log", "terminal", "protocol", "event", "config");

    @ArchTest
    static final ArchRule sockets_know_channels_and_protocol = knowsOfUs(
            "socket",
            "fetch",
            "access",
            "audit",
            "token",
            "directory",
            "channel",
            "fault",
            "log",
            "protocol",
            "config",
            "security");

    @ArchTest
    static final ArchRule fetching_reads_files_and_sends_frames_to_subscribers =
            knowsOfUs("fetch", "file", "channel", "fault", "log", "protocol", "event", "config");

    @ArchTest
    static final ArchRule access_knows_channels_by_their_names_and_no_tokens =
            knowsOfUs("access", "shared", "channel", "config", "fault");

    @ArchTest
    static final ArchRule the_audit_knows_callers_and_appends_to_its_channel =
            knowsOfUs("audit", "access", "channel", "mask", "fault", "protocol", "event", "config");

    @ArchTest
    static final ArchRule tokens_know_what_they_grant = knowsOfUs("token", "access", "channel", "config");

    @ArchTest
    static final ArchRule the_jose_library_is_only_needed_where_tokens_are_checked = noClasses()
            .that()
            .resideOutsideOfPackage("io.tapewire.token")
            .or()
            .haveSimpleName("Tokens")
            .or()
            .haveSimpleName("TokenCheck")
            .or()
            .haveSimpleName("Verifier")
            .or()
            .haveSimpleName("IdTokens")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.nimbusds..");

    @ArchTest
    static final ArchRule accounts_know_callers_and_answers =
            knowsOfUs("account", "access", "audit", "channel", "config", "event", "http", "protocol", "security");

    @ArchTest
    static final ArchRule signing_in_knows_callers_tokens_and_answers = knowsOfUs(
            "signin", "shared", "access", "channel", "config", "event", "http", "protocol", "security", "token");

    @ArchTest
    static final ArchRule security_knows_callers_tokens_and_how_json_is_written = knowsOfUs(
            "security", "shared", "access", "audit", "channel", "token", "fault", "protocol", "event", "config");

    @ArchTest
    static final ArchRule the_terminal_knows_java_and_itself_alone = classes()
            .that()
            .resideInAPackage("io.tapewire.terminal")
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage("java..", "io.tapewire.terminal"));

    @ArchTest
    static final ArchRule events_are_plain_java = classes()
            .that()
            .resideInAPackage("io.tapewire.event")
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage("java..", "io.tapewire.event"));

    @ArchTest
    static final ArchRule the_protocol_is_json_and_its_coders = classes()
            .that()
            .resideInAPackage("io.tapewire.protocol")
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage("java..", "jakarta.json..", "io.tapewire..")
                    .or(type(Encoder.class))
                    .or(type(Encoder.Text.class))
                    .or(type(EncodeException.class))
                    .or(type(Decoder.class))
                    .or(type(Decoder.Text.class))
                    .or(type(DecodeException.class)));

    @ArchTest
    static final ArchRule logs_and_channels_need_no_server = classes()
            .that()
            .resideInAnyPackage("io.tapewire.log", "io.tapewire.channel")
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage("java..", "jakarta.json..", "io.tapewire.."));

    @ArchTest
    static final ArchRule only_sockets_and_coders_know_websocket = noClasses()
            .that()
            .resideOutsideOfPackages("io.tapewire.socket", "io.tapewire.protocol")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("jakarta.websocket..");

    @ArchTest
    static final ArchRule endpoints_can_be_made_by_any_container =
            classes().that().areAnnotatedWith(ServerEndpoint.class).should(haveAPublicConstructorWithoutParameters());

    @ArchTest
    static final ArchRule sockets_and_broadcasting_know_no_servlets_but_for_the_filter_at_the_door = noClasses()
            .that()
            .resideInAnyPackage("io.tapewire.socket", "io.tapewire.broadcast")
            .and()
            .doNotHaveSimpleName("Admission")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("jakarta.servlet..");

    @ArchTest
    static final ArchRule packages_have_no_cycles =
            slices().matching("io.tapewire.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule nobody_knows_the_whole = noClasses()
            .that(resideInAPackage("io.tapewire.*.."))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.tapewire");

    @ArchTest
    static final ArchRule packages_are_named_by_what_they_are_about =
            noClasses().should().resideInAnyPackage("..impl..", "..util..", "..utils..", "..manager..");

    @Test
    void every_package_says_in_one_sentence_what_it_is() throws IOException {
        Path sources = Path.of("src", "main", "java");
        List<Path> packages;
        try (Stream<Path> files = Files.walk(sources)) {
            packages = files.filter(file -> file.toString().endsWith(".java"))
                    .map(Path::getParent)
                    .distinct()
                    .toList();
        }
        assertThat(packages)
                .hasSizeGreaterThan(5)
                .allSatisfy(directory -> assertThat(directory.resolve("package-info.java"))
                        .content()
                        .matches("(?s)/\\*\\* [^\\n]*[.:;][^\\n]* \\*/\\npackage [a-z.]+;\\n"));
    }

    private static ArchCondition<JavaClass> haveAPublicConstructorWithoutParameters() {
        return new ArchCondition<>("have a public constructor without parameters, as the specification asks") {
            @Override
            public void check(JavaClass endpoint, ConditionEvents events) {
                boolean has = endpoint.getConstructors().stream()
                        .anyMatch(constructor -> constructor.getModifiers().contains(JavaModifier.PUBLIC)
                                && constructor.getRawParameterTypes().isEmpty());
                events.add(new SimpleConditionEvent(endpoint, has, endpoint.getName()));
            }
        };
    }

    /** The rule that, of our packages, a package knows itself and these at most. */
    private static ClassesShouldConjunction knowsOfUs(String name, String... others) {
        String[] known = Stream.concat(Stream.of(name), Stream.of(others))
                .map(other -> "io.tapewire." + other)
                .toArray(String[]::new);
        return classes()
                .that()
                .resideInAPackage("io.tapewire." + name)
                .should()
                .onlyDependOnClassesThat(not(resideInAPackage("io.tapewire..")).or(resideInAnyPackage(known)));
    }
}
