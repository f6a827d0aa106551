package io.tapewire.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.logging.LogType;

/** An exported recording in the player that people use for them. */
class PlayerIT extends ServerTest {
    private static final Path PLAYER =
            Path.of("src/main/frontend/node_modules/asciinema-player/dist/bundle/asciinema-player.min.js");
    private static final String PLAY = """
            document.body.innerHTML = '<div id="player"></div>';
            window.markers = [];
            window.ended = false;
            window.player = AsciinemaPlayer.create(
                { data: arguments[0] }, document.getElementById('player'), { speed: 20, preload: true });
            player.addEventListener('marker', ({ label }) => markers.push(label));
            player.addEventListener('ended', () => { window.ended = true; });
            player.play();
            """;
    private static final String SCREEN =
            "return [...document.querySelectorAll('.ap-line')].map(line => line.textContent.trimEnd())";

    private ChromeDriver browser;

    @BeforeEach
    void openPlayer() throws IOException {
        browser = Browser.start();
        // a page of its own: the server's allows none but its own scripts
        browser.get("data:text/html,<!doctype html><title>player</title>");
        browser.executeScript(Files.readString(PLAYER) + "\nwindow.AsciinemaPlayer = AsciinemaPlayer;");
    }

    @AfterEach
    void quit() {
        browser.quit();
    }

    @Test
    void a_channel_is_played_with_its_runs_and_in_their_sizes() {
        print(
                "?title=Nightly%20build&cols=60&rows=12",
                "\u001b[31mcompiling\u001b[0m 10 %\r\u001b[Kcompiled ✔\r\nto be continued");
        print("", "plain 漢字\nlines\n");

        play("");

        assertThat(markers()).containsExactly("started: Nightly build", endedMarker());
        assertThat(screen()).hasSize(30).startsWith("compiled ✔", "to be continuedplain 漢字", "lines", "");
    }

    @Test
    void a_part_begins_in_the_colour_that_the_output_before_it_has_left() {
        Program program = producer.start(channel).print("\u001b[31mred\n");
        watch(channel).awaitOutput(channel, "\u001b[31mred\n");
        program.print("still red\n");
        watch(channel).awaitOutput(channel, "\u001b[31mred\nstill red\n");

        play("?after=1");

        assertThat(screen()).startsWith("still red", "");
        assertThat(
                        (String)
                                browser.executeScript(
                                        "return document.querySelector('.ap-line span').getAttribute('style') + document.querySelector('.ap-line span').className"))
                .containsAnyOf("fg-1", "--fg:var(--term-color-1)", "--fg: var(--term-color-1)");
        program.end();
    }

    private void play(String range) {
        HttpResponse<String> cast = producer.get(
                "channels/" + channel + "/output" + range + (range.isEmpty() ? "?" : "&") + "format=asciicast");
        assertThat(cast.headers().firstValue("Content-Type")).hasValue("application/x-asciicast");
        browser.executeScript(PLAY, cast.body());
        await().atMost(Viewer.PATIENCE).until(() -> (Boolean) browser.executeScript("return window.ended"));
        assertThat(browser.manage().logs().get(LogType.BROWSER).getAll())
                .noneMatch(entry -> entry.getMessage().contains("Uncaught"));
    }

    private String endedMarker() {
        String run = Producer.json(producer.get("channels/" + channel + "/runs"))
                .getJsonArray("runs")
                .getJsonObject(0)
                .getString("run");
        return "ended: " + run + ", finished";
    }

    @SuppressWarnings("unchecked")
    private List<String> screen() {
        return (List<String>) browser.executeScript(SCREEN);
    }

    @SuppressWarnings("unchecked")
    private List<String> markers() {
        return (List<String>) browser.executeScript("return window.markers");
    }

    private void print(String query, String text) {
        assertThat(producer.print(channel, query, BodyPublishers.ofString(text)).statusCode())
                .isEqualTo(200);
    }
}
