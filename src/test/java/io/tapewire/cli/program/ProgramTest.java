package io.tapewire.cli.program;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgramTest {
    private static final Terminal SIZE = new Terminal(90, 20);

    @Test
    void a_program_has_a_terminal_of_its_own_in_the_size_that_is_usual() throws Exception {
        Program program = start(true, "test -t 1 && stty size <&1");
        assertThat(output(program)).isEqualTo("20 90\r\n");
        assertThat(program.await()).isZero();
        assertThat(program.terminal()).contains(SIZE);
    }

    @Test
    void its_arguments_and_its_environment_arrive_as_they_are() throws Exception {
        List<String> command = List.of("printf", "%s|", "it's", "$HOME", "a b", "", "*", "\\n", "x=y");
        Program program = Program.start(command, true, SIZE);
        assertThat(output(program)).isEqualTo("it's|$HOME|a b||*|\\n|x=y|");

        String shell = System.getenv().getOrDefault("SHELL", "");
        assertThat(output(start(true, "printf %s \"$SHELL\""))).isEqualTo(shell);
    }

    @Test
    void its_status_is_known_with_a_terminal_and_without() throws Exception {
        for (boolean inTerminal : List.of(true, false)) {
            assertThat(status(start(inTerminal, "exit 7"))).isEqualTo(7);
            assertThat(status(start(inTerminal, "kill -TERM $$"))).isEqualTo(128 + 15);
        }
    }

    @Test
    void a_signal_reaches_the_program() throws Exception {
        for (boolean inTerminal : List.of(true, false)) {
            Program program =
                    start(inTerminal, "trap 'echo got it; exit 3' TERM; echo ready; while :; do sleep 0.1; done");
            byte[] ready = program.output().readNBytes(5);
            assertThat(new String(ready, UTF_8)).isEqualTo("ready");
            program.signal("TERM");
            assertThat(output(program)).contains("got it");
            assertThat(program.await()).isEqualTo(3);
        }
    }

    @Test
    void without_a_terminal_both_outputs_come_together() throws Exception {
        Program program = start(false, "echo out; echo err >&2; test -t 1 || echo no terminal");
        assertThat(output(program)).isEqualTo("out\nerr\nno terminal\n");
        assertThat(program.terminal()).isEmpty();
    }

    private static Program start(boolean inTerminal, String script) throws IOException, InterruptedException {
        return Program.start(List.of("sh", "-c", script), inTerminal, SIZE);
    }

    private static int status(Program program) throws IOException, InterruptedException {
        output(program);
        return program.await();
    }

    private static String output(Program program) throws IOException {
        return new String(program.output().readAllBytes(), UTF_8);
    }
}
