package io.tapewire.it;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;

/** Takes the pictures in docs, of real programs on a real server: {@code mvn verify -Pwildfly -DskipUnitTests -Dit.test=Screenshots}. */
class Screenshots extends BrowserTest {
    private static final Path DOCS = Path.of("docs");
    private static final String BUILD = "app/web";
    private static final String FAILED = "deploy/web-1";

    private static final String TOOLS =
            "cd src/main/frontend && export FORCE_COLOR=1 PATH=$PWD/node_modules/.bin:$PATH\n";
    private static final String CHECK = TOOLS + """
            echo '::group::Format' && prettier --check . && echo '::endgroup::'
            echo '::group::Types' && tsc --noEmit && echo 'No errors.' && echo '::endgroup::'
            echo '::group::Tests' && script -qefc 'stty cols 94; node --test test/[a-s]*.test.js' /dev/null && echo '::endgroup::'""";
    private static final String DEPENDENCIES =
            "mvn -o -B -ntp -Dstyle.color=always dependency:tree | grep -v 'Finished at'";
    private static final String DEPLOY = TOOLS + """
            cd $(mktemp -d)
            printf '%s\n' 'const replicas: number = 2;' 'const hosts: string[] = ["web-1", "web-2"];' \
              'if (hosts.length < replicas) throw new Error("too few hosts");' 'const first: number = hosts[0];' \
              'console.log(`deploying to ${first}`);' > deploy.ts
            echo '+ tsc deploy.ts' && tsc --pretty --noEmit deploy.ts""";

    private final Appearance appearance = new Appearance(browser);

    /** Letters in shades of grey make smaller files. */
    @BeforeAll
    static void startBrowser() {
        browser = Browser.start("--disable-lcd-text");
    }

    @BeforeEach
    void publish() {
        run("app/api", "mvn dependency:tree", DEPENDENCIES);
        run("app/docs", "prettier", TOOLS + "prettier --check ../../../docs");
        run(BUILD, "npm run check", CHECK);
        run(FAILED, "Deploy web-1", DEPLOY);
        run("deploy/web-2", "Deploy web-2", "uptime; df -h /dev/shm");
        run("nightly", "Kernel", "uname -sr; nproc; free -m");
        watch(BUILD, BUILD, BUILD, "app/api", FAILED);
    }

    @Test
    void take() throws IOException {
        try (Tapewire build = start(BUILD, "npm run check", CHECK)) {
            show("light", 1280, 800, BUILD);
            page.until(
                    "it runs",
                    () -> !page.texts("tapewire-runs [data-kind=running]").isEmpty());
            browser.findElement(By.cssSelector("tapewire-runs summary")).click();
            page.until(
                    "its tests run", () -> page.texts(".tapewire-section-title").contains("Tests"));
            take("page");
            appearance.set("dark", 1280, 800);
            take("page-dark");
            build.end();
        }
        takeSearch();
        takeSplit();
        takeDeployment();
        show("light", 390, 844, BUILD);
        take("page-narrow");
    }

    private void takeSearch() throws IOException {
        show("light", 1280, 800, BUILD);
        page.type("/");
        page.typeInto(".tapewire-find input", "token" + Keys.chord(Keys.CONTROL, Keys.ENTER));
        page.until(
                "hits are there",
                () -> page.texts(".tapewire-find-results p").toString().contains("in the whole history"));
        browser.findElements(By.cssSelector(".tapewire-find-results a")).get(3).click();
        page.until("one is shown", () -> !page.marked().isEmpty());
        take("page-search");
    }

    private void takeSplit() throws IOException {
        appearance.set("dark", 1280, 800);
        page.open(at("/?channel=" + BUILD + "&beside=app/api&beside=" + FAILED));
        page.until(
                "all are there",
                () -> page.texts("tapewire-terminal[data-offset]").size() == 3);
        page.pressInFocus("o");
        take("page-split");
    }

    private void takeDeployment() throws IOException {
        show("light", 1280, 800, FAILED);
        say(
                "task_status",
                "{\"taskId\":\"copy\",\"title\":\"Copy files\",\"status\":\"completed\",\"message\":\"412 files\"}");
        say(
                "task_status",
                "{\"taskId\":\"check\",\"title\":\"Check types\",\"status\":\"failed\",\"message\":\"1 error in deploy.ts\"}");
        say("task_status", "{\"taskId\":\"warm\",\"title\":\"Warm up caches\",\"status\":\"running\",\"progress\":62}");
        say("task_status", "{\"taskId\":\"switch\",\"title\":\"Switch traffic\",\"status\":\"queued\"}");
        say(
                "notification",
                "{\"title\":\"Deployment of web-1 failed\",\"message\":\"tsc ended with exit 1\",\"priority\":\"high\"}");
        page.tab("Tasks");
        page.until("the toast is there", () -> !page.texts(".tapewire-toast").isEmpty());
        take("page-tasks");
        Producer.send(producer.request("channels/" + FAILED + "/files/page.png")
                .PUT(BodyPublishers.ofFile(DOCS.resolve("page.png"))));
        Producer.send(producer.request("channels/" + FAILED + "/files/versions.txt")
                .PUT(BodyPublishers.ofString("web-1 2.4.1\nweb-2 2.4.0\n")));
        page.tab("Files");
        page.until("both are there", () -> page.texts("tapewire-files li").size() == 2);
        browser.findElements(By.cssSelector("tapewire-files summary")).forEach(summary -> summary.click());
        page.until(
                "the picture is there",
                () -> page.number("document.querySelector('tapewire-files img')?.naturalWidth ?? 0") > 0);
        take("page-files");
    }

    private void show(String theme, int width, int height, String name) {
        appearance.set(theme, width, height);
        openChannel(name);
        page.until("there is output", () -> !page.text().isEmpty());
    }

    private void take(String name) throws IOException {
        page.visible();
        Files.write(DOCS.resolve(name + ".png"), Palette.shrink(browser.getScreenshotAs(OutputType.BYTES)));
    }

    private void run(String name, String title, String command) {
        try (Tapewire running = start(name, title, command)) {
            running.end();
        }
    }

    private Tapewire start(String name, String title, String command) {
        return Tapewire.start(at("/"), TOKEN, "run", "--no-terminal", "-t", title, name, "--", "sh", "-c", command);
    }

    private void say(String type, String data) {
        producer.say(FAILED, "application/json", "{\"type\":\"" + type + "\",\"data\":" + data + "}");
    }
}
