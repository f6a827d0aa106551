import assert from "node:assert/strict";
import { beforeEach, describe, it } from "node:test";
import { FakeBrowser } from "./fake-browser.js";

describe("several tabs of which one ends, or that lose their connection", () => {
  /** @type {FakeBrowser} */
  let browser;

  beforeEach((t) => {
    browser = new FakeBrowser();
    browser.server.answersPings = true;
    const { mock } = /** @type {import("node:test").TestContext} */ (t);
    mock.method(console, "warn", () => {});
  });

  it("go on when the one that came first is closed, and the connection ends with the last", () => {
    const [first, second] = [browser.tab(), browser.tab()];
    first.follow("build");
    second.follow("build");
    browser.accept();
    browser.server.grant("build");
    first.client.disconnect();
    browser.pass();
    browser.print(1);
    assert.deepEqual([first.seen, second.seen], [[], ["1"]]);
    assert.equal(browser.server.left, false);
    second.client.disconnect();
    browser.pass();
    assert.equal(browser.server.left, true);
    assert.equal(browser.connections.size, 0);
  });

  it("go on when one has crashed, which is found out", () => {
    const [crashed, other] = [browser.tab(), browser.tab()];
    crashed.follow("build");
    other.follow("deploy");
    browser.accept();
    crashed.crash();
    browser.wait(59_000);
    assert.equal(browser.server.requests("unsubscribe").length, 0);
    browser.wait(2_000);
    assert.deepEqual(
      browser.server.requests("unsubscribe").map(({ channel }) => channel),
      ["build"],
    );
    assert.equal(other.client.state, "open");
  });

  it("that were frozen and dropped come again as soon as they run", () => {
    const [frozen, other] = [browser.tab(), browser.tab()];
    frozen.follow("build");
    other.follow("build");
    browser.accept();
    browser.server.grant("build");
    browser.print(1);
    frozen.freeze();
    browser.wait(61_000);
    browser.print(2);
    assert.deepEqual([frozen.seen, other.seen], [["1"], ["1", "2"]]);
    frozen.thaw();
    browser.pass();
    assert.deepEqual([frozen.seen, frozen.client.state], [["1", "2"], "open"]);
  });

  it("hear all of them of a loss, and go on where each of them stood", () => {
    const [fast, slow] = [browser.tab(), browser.tab()];
    slow.shows = false;
    fast.follow("build");
    slow.follow("build", { windowBytes: 1 });
    browser.accept();
    browser.server.grant("build");
    browser.print(1);
    browser.print(2);
    browser.server.end(1006);
    browser.pass();
    assert.deepEqual([fast.client.state, slow.client.state], ["reconnecting", "reconnecting"]);
    browser.clock.pass(1000);
    browser.accept();
    browser.server.grant("build", { offset: 2, data: { recovered: true } });
    browser.print(3);
    slow.shows = true;
    slow.unshown[0]();
    browser.pass();
    assert.deepEqual(
      [fast.seen, slow.seen],
      [
        ["1", "2", "3"],
        ["1", "2", "3"],
      ],
    );
  });

  it("try again as soon as somebody looks at one of them", () => {
    const [one, other] = [browser.tab(), browser.tab()];
    browser.accept();
    one.window?.hidden(true);
    other.window?.hidden(true);
    browser.pass();
    browser.server.end(1006);
    browser.wait(100_000);
    assert.equal(browser.server.attempts, 1);
    other.window?.hidden(false);
    other.window?.wake();
    browser.pass();
    assert.equal(browser.server.attempts, 2);
  });

  it("try at once when another one is opened that somebody looks at", () => {
    const hidden = browser.tab();
    browser.accept();
    hidden.window?.hidden(true);
    browser.pass();
    browser.server.end(1006);
    browser.wait(100_000);
    assert.equal(browser.server.attempts, 1);
    const visible = browser.tab();
    browser.accept();
    assert.equal(browser.server.attempts, 2);
    assert.equal(visible.client.state, "open");
  });

  it("that come from the back/forward cache go on where they stood", () => {
    const [cached, other] = [browser.tab(), browser.tab()];
    cached.follow("build");
    other.follow("build");
    browser.accept();
    browser.server.grant("build");
    browser.print(1);
    cached.window?.away();
    browser.print(2);
    cached.window?.wake();
    browser.pass();
    assert.deepEqual(cached.seen, ["1", "2"]);
    assert.equal(cached.client.state, "open");
    assert.equal(browser.server.attempts, 1);
  });

  it("go on with another worker when theirs has ended", () => {
    const tab = browser.tab();
    tab.follow("build");
    browser.accept();
    browser.server.grant("build");
    browser.print(1);
    tab.loseWorker();
    browser.connections.clear();
    browser.wait(31_000);
    browser.accept();
    assert.equal(tab.client.state, "open");
    assert.equal(browser.server.requests("subscribe")[0].data.offset, 1);
    browser.server.grant("build", { offset: 1, data: { recovered: true } });
    browser.print(2);
    assert.deepEqual(tab.seen, ["1", "2"]);
  });

  it("go on with another worker at once where the browser says that theirs has ended", () => {
    const tab = browser.tab();
    browser.accept();
    tab.loseWorker();
    browser.connections.clear();
    tab.workerEnded();
    tab.workerEnded();
    browser.accept();
    assert.deepEqual(tab.states, ["connecting", "open", "reconnecting", "open"]);
    assert.equal(tab.lines.length, 2);
  });

  it("have a socket each where no worker runs", () => {
    browser.hasWorker = false;
    const tab = browser.tab();
    tab.follow("build");
    browser.wait(10_000);
    browser.server.accept();
    browser.server.grant("build");
    browser.print(1);
    assert.deepEqual([tab.client.state, tab.seen], ["open", ["1"]]);
    assert.equal(tab.lines.length, 1);
  });
});
