import assert from "node:assert/strict";
import { beforeEach, describe, it } from "node:test";
import { WebSocketClient } from "../../resources/META-INF/resources/tapewire/client/library/client.js";
import { FakeClock, FakeServer, output, settled, ticketOffice } from "./fakes.js";

/** @typedef {import("../../resources/META-INF/resources/tapewire/client/library/client.js").StateChange} StateChange */

/** @type {FakeClock} */
let clock;
/** @type {FakeServer} */
let server;
/** What the window tells. @type {{ wake(): void, hidden(hidden: boolean): void, away(): void }} */
let window;
/** @type {boolean} */
let attentive;
/** @type {WebSocketClient} */
let client;
/** What is on the console. @type {string[]} */
let reported;

/** @param {object} [options] */
function make(options = {}) {
  return new WebSocketClient(
    { url: "ws://localhost/ws", channels: ["build"], ...options },
    {
      direct: { clock, random: () => 1, open: server.open, fetch: ticketOffice },
      attention(listener) {
        window = listener;
        attentive = true;
        return () => (attentive = false);
      },
    },
  );
}

/** @param {string} [type] */
function hear(type = "*") {
  /** @type {any[]} */
  const heard = [];
  client.subscribe(type, (message) => heard.push(message));
  return heard;
}

/** @param {string} channel @param {object} [options] */
function follow(channel, options) {
  /** @type {string[]} */
  const lines = [];
  const following = client.follow(
    channel,
    {
      show({ data }, shown) {
        lines.push(data.output);
        shown();
      },
      gap: ({ from, to, reason }) => void lines.push(`gap ${from}-${to} ${reason}`),
    },
    options,
  );
  return { lines, following };
}

beforeEach((t) => {
  clock = new FakeClock();
  server = new FakeServer();
  reported = [];
  const { mock } = /** @type {import("node:test").TestContext} */ (t);
  mock.method(console, "error", (/** @type {unknown[]} */ ...words) => reported.push(words.join(" ")));
  mock.method(console, "warn", (/** @type {unknown[]} */ ...words) => reported.push(words.join(" ")));
  client = make();
});

describe("connecting and disconnecting", () => {
  it("is idle, and opens nothing, before connect()", () => {
    assert.equal(client.state, "idle");
    assert.equal(client.isConnected, false);
    assert.equal(server.attempts, 0);
  });

  it("connects with a ticket for its token, and names no channel in the address", async () => {
    client = make({ token: "T" });
    client.connect();
    await settled();
    assert.equal(server.url, "ws://localhost/ws?channel=&ticket=for-T");
    server.accept();
    assert.equal(client.state, "open");
    assert.equal(client.isConnected, true);
  });

  it("has one socket however often connect() is called", () => {
    client.connect();
    client.connect();
    server.accept();
    client.connect();
    assert.equal(server.attempts, 1);
  });

  it("is closed after disconnect(), and nothing is left behind", () => {
    client.connect();
    server.accept();
    client.disconnect();
    assert.equal(client.state, "closed");
    assert.equal(server.left, true);
    assert.equal(attentive, false);
    assert.equal(clock.pending, 0);
  });

  it("connects again after disconnect(), and goes on where it stood", () => {
    const heard = hear("terminal_output");
    client.connect();
    server.accept();
    server.grant("build");
    server.send(output(1));
    client.disconnect();
    client.connect();
    server.accept();
    assert.deepEqual(server.requests("subscribe")[0].data, { epoch: "e1", offset: 1, window: 1_048_576 });
    server.grant("build", { offset: 1, data: { recovered: true } });
    server.send(output(2));
    assert.deepEqual(
      heard.map(({ offset }) => offset),
      [1, 2],
    );
  });

  it("uses the browser's socket, with binary frames, where no other is handed in", () => {
    /** @type {unknown[]} */
    const opened = [];
    class Socket {
      /** @param {unknown[]} values */
      constructor(...values) {
        opened.push(values);
      }
      close() {}
    }
    const { WebSocket } = globalThis;
    globalThis.WebSocket = /** @type {any} */ (Socket);
    try {
      const own = new WebSocketClient({ url: "ws://localhost/ws", channels: [] });
      own.connect();
      own.disconnect();
    } finally {
      globalThis.WebSocket = WebSocket;
    }
    assert.deepEqual(opened, [["ws://localhost/ws?channel=", "tapewire.binary"]]);
  });

  it("has functions that may be passed on without their object", () => {
    const { connect, disconnect, send, subscribe, onStateChange } = client;
    const heard = /** @type {string[]} */ ([]);
    onStateChange(({ newState }) => heard.push(newState));
    subscribe("pong", ({ type }) => heard.push(type));
    connect();
    server.accept();
    send("ping");
    server.send({ type: "pong" });
    disconnect();
    assert.deepEqual(heard, ["connecting", "open", "pong", "closed"]);
  });
});

describe("what a client is made with", () => {
  it("takes channels and token out of the address, if they are nowhere else", async () => {
    client = make({
      url: "http://localhost/tw/ws?channel=a&channel=b&token=U",
      channels: undefined,
    });
    client.connect();
    await settled();
    assert.equal(server.url, "ws://localhost/tw/ws?channel=&ticket=for-U");
    server.accept();
    assert.deepEqual(
      server.requests("subscribe").map(({ channel }) => channel),
      ["a", "b"],
    );
  });

  it("follows main where no channel is named", () => {
    client = make({ channels: undefined });
    client.connect();
    server.accept();
    assert.deepEqual(
      server.requests("subscribe").map(({ channel }) => channel),
      ["main"],
    );
  });

  it("asks getToken before each attempt", async () => {
    let count = 0;
    client = make({ getToken: async () => `T${++count}` });
    client.connect();
    await settled();
    assert.match(server.url, /ticket=for-T1$/);
    server.accept();
    server.end(1006);
    clock.pass(1000);
    await settled();
    assert.match(server.url, /ticket=for-T2$/);
  });

  it("stays away when getToken says that the user may not have one", async () => {
    client = make({
      getToken: () => {
        throw Object.assign(new Error("signed out"), { status: 401 });
      },
    });
    client.connect();
    assert.deepEqual(client.status, { name: "failed", code: 401, reason: "Error: signed out" });
  });

  for (const [words, options] of /** @type {[string, object][]} */ ([
    ["a token and getToken", { token: "T", getToken: () => "U" }],
    ["a token that is no text", { token: 5 }],
    ["a getToken that is no function", { getToken: "T" }],
    ["channels that are no names", { channels: ["build", 5] }],
    ["channels that are no list", { channels: 5 }],
    ["a share that is neither yes, no nor a text", { share: 5 }],
    ["an address of no socket", { url: "ftp://localhost/ws" }],
    ["less than no attempts", { reconnect: { maxAttempts: -1 } }],
    ["a delay that is no number", { reconnect: { initialDelay: "soon" } }],
    ["a queue for no message", { queue: { maxMessages: 0 } }],
    ["a queue of a size that is no number", { queue: { maxBytes: "1 MB" } }],
  ])) {
    it(`refuses ${words}`, () => assert.throws(() => make(options), /TypeError|RangeError/));
  }
});

describe("states", () => {
  /** @type {StateChange[]} */
  let changes;

  beforeEach(() => {
    changes = [];
    client.onStateChange((change) => changes.push(change));
    client.connect();
  });

  it("are told with the old one and the details of the new one", () => {
    server.accept();
    server.end(1006);
    assert.deepEqual(changes, [
      { oldState: "idle", newState: "connecting" },
      { oldState: "connecting", newState: "open" },
      {
        oldState: "open",
        newState: "reconnecting",
        attempt: 1,
        maxAttempts: 5,
        nextAttemptAt: clock.now() + 1000,
      },
    ]);
    assert.deepEqual(client.status, {
      name: "reconnecting",
      attempt: 1,
      maxAttempts: 5,
      nextAttemptAt: clock.now() + 1000,
    });
  });

  it("by default end with failed after five attempts, with waits up to 1, 2, 4, 8 and 16 s", () => {
    server.accept();
    server.end(1006);
    const waits = [];
    while (client.status.nextAttemptAt !== undefined) {
      waits.push(client.status.nextAttemptAt - clock.now());
      clock.pass(waits[waits.length - 1]);
      server.end(1006);
    }
    assert.deepEqual(waits, [1000, 2000, 4000, 8000, 16_000]);
    assert.deepEqual(client.status, { name: "failed", reason: "no connection after 5 attempts" });
  });

  it("are told to nobody who has unsubscribed", () => {
    const heard = /** @type {string[]} */ ([]);
    const ignore = client.onStateChange(({ newState }) => heard.push(newState));
    ignore();
    server.accept();
    assert.deepEqual(heard, []);
  });

  it("retryNow() attempts at once", () => {
    server.end(1006);
    client.retryNow();
    assert.equal(server.attempts, 2);
  });

  it("the network that is back, or a look at the page, attempts at once", () => {
    server.end(1006);
    window.wake();
    assert.equal(server.attempts, 2);
  });

  it("a hidden page waits until somebody looks", () => {
    server.accept();
    window.hidden(true);
    server.end(1006);
    clock.pass(3_600_000);
    assert.equal(server.attempts, 1);
    window.hidden(false);
    window.wake();
    assert.equal(server.attempts, 2);
  });

  it("a page that is left closes its socket, and opens another one when it comes back from the cache", () => {
    const { lines } = follow("deploy");
    server.accept();
    server.grant("deploy");
    server.send(output(1, { channel: "deploy", output: "one" }));
    const before = server.handlers.at(-1);
    window.away();
    assert.equal(server.left, true);
    assert.equal(client.state, "reconnecting");
    before?.closed({ code: 1006, reason: "told late, as Safari does" });
    window.wake();
    server.accept();
    const request = server.requests("subscribe").find(({ channel }) => channel === "deploy");
    assert.equal(request.data.offset, 1);
    server.grant("deploy", { offset: 1, data: { recovered: true } });
    server.send(output(2, { channel: "deploy", output: "two" }));
    assert.deepEqual(lines, ["one", "two"]);
    assert.equal(server.attempts, 2);
  });
});

describe("a page that comes from the back/forward cache after a refusal", () => {
  beforeEach(() => {
    client.connect();
    server.accept();
    server.end(4401, "signed out");
    window.away();
    window.wake();
  });

  it("stays away", () => {
    assert.deepEqual([client.state, client.status.code, server.attempts], ["failed", 4401, 1]);
  });

  for (const again of ["connect", "retryNow"]) {
    it(`connects when it is asked to: ${again}()`, () => {
      client[/** @type {"connect"} */ (again)]();
      server.accept();
      assert.deepEqual([client.state, server.attempts], ["open", 2]);
    });
  }
});

describe("asking over HTTP", () => {
  it("goes to the client's server, with its token", async () => {
    /** @type {unknown[]} */
    const asked = [];
    const fetch = async (/** @type {unknown} */ url, /** @type {any} */ { headers }) => {
      asked.push(String(url), headers.Authorization);
      return Response.json({ tasks: [] });
    };
    const { get } = new WebSocketClient(
      { url: "ws://localhost/tw/ws", token: "T" },
      { direct: { clock, fetch: /** @type {any} */ (fetch) } },
    );
    assert.deepEqual(await (await get("channels/build/tasks")).json(), { tasks: [] });
    assert.deepEqual(asked, ["http://localhost/tw/channels/build/tasks", "Bearer T"]);
  });
});

describe("subscriptions", () => {
  beforeEach(() => {
    client.connect();
    server.accept();
    server.grant("build");
  });

  it("hear of messages of their type", () => {
    const heard = hear("task_status");
    server.send(output(1));
    const task = {
      type: "task_status",
      channel: "build",
      epoch: "e1",
      offset: 2,
      data: { taskId: "t", status: "done" },
    };
    server.send(task);
    assert.deepEqual(heard, [{ ...task, first: 2 }]);
  });

  it("with the wildcard hear of all, and of gaps", () => {
    const heard = hear();
    server.send(output(1));
    server.send({ type: "gap", channel: "build", epoch: "e1", data: { from: 2, to: 7, reason: "slow" } });
    server.send({ type: "pong" });
    server.send({ type: "error", data: { code: "bad_request", message: "not like this" } });
    assert.deepEqual(
      heard.map(({ type }) => type),
      ["terminal_output", "gap", "pong", "error"],
    );
  });

  it("hear nothing any more after they were ended, and only these", () => {
    const heard = /** @type {string[]} */ ([]);
    const handler = () => heard.push("x");
    const end = client.subscribe("terminal_output", handler);
    client.subscribe("terminal_output", handler);
    end();
    end();
    server.send(output(1));
    assert.deepEqual(heard, ["x"]);
  });

  it("are not harmed by one that throws, which is reported", () => {
    client.subscribe("terminal_output", () => {
      throw new Error("oops");
    });
    const heard = hear("terminal_output");
    server.send(output(1));
    server.send(output(2));
    assert.equal(heard.length, 2);
    assert.match(reported[0], /a handler has thrown.*oops/);
  });

  it("hear each record once, when some come again", () => {
    const heard = hear("terminal_output");
    server.send(output(1));
    server.send(output(1));
    server.send(output(2));
    assert.deepEqual(
      heard.map(({ offset }) => offset),
      [1, 2],
    );
  });

  it("do not hear what cannot be read, and the console does", () => {
    const heard = hear();
    server.sendText("{");
    server.send({ type: "terminal_output", channel: "build", epoch: "e1", offset: 1, data: {} });
    server.send(output(1));
    assert.deepEqual(
      heard.map(({ type }) => type),
      ["terminal_output"],
    );
    assert.deepEqual(reported, ["tapewire: a frame is JSON", "tapewire: `output` is a string"]);
  });
});

describe("resuming", () => {
  it("goes on after the last record in every channel, and reports what is missing", () => {
    const { lines } = follow("deploy");
    const heard = hear();
    client.connect();
    server.accept();
    server.grant("build");
    server.grant("deploy");
    server.send(output(4, { first: 1 }));
    server.send(output(1, { channel: "deploy", output: "one" }));
    server.end(1006);
    clock.pass(1000);
    server.accept();
    assert.deepEqual(
      server.requests("subscribe").map(({ channel, data }) => [channel, data.epoch, data.offset]),
      [
        ["build", "e1", 4],
        ["deploy", "e1", 1],
      ],
    );
    server.grant("build", { offset: 4, data: { recovered: false } });
    server.send({ type: "gap", channel: "build", epoch: "e1", data: { from: 5, to: 9, reason: "evicted" } });
    server.grant("deploy", { offset: 1, data: { recovered: true } });
    server.send(output(2, { channel: "deploy", output: "two" }));
    assert.deepEqual(lines, ["one", "two"]);
    assert.deepEqual(
      heard.filter(({ type }) => type === "gap").map(({ data }) => data.to),
      [9],
    );
  });
});

describe("following", () => {
  it("may begin before and after connect(), on one connection", () => {
    const before = follow("a");
    client.connect();
    server.accept();
    const after = follow("b");
    server.grant("a");
    server.grant("b");
    server.send(output(1, { channel: "b", output: "b" }));
    server.send(output(1, { channel: "a", output: "a" }));
    assert.deepEqual([before.lines, after.lines], [["a"], ["b"]]);
    assert.equal(server.attempts, 1);
  });

  it("may be twice for one channel: who comes later gets everything as well", () => {
    client.connect();
    server.accept();
    const first = follow("a");
    server.grant("a");
    server.send(output(1, { channel: "a", output: "one" }));
    const second = follow("a");
    server.send(output(2, { channel: "a", output: "two" }));
    assert.deepEqual(
      [first.lines, second.lines],
      [
        ["one", "two"],
        ["one", "two"],
      ],
    );
    assert.equal(server.requests("subscribe").filter(({ channel }) => channel === "a").length, 1);
  });

  it("ends with close(), and the server is told when nobody is left", () => {
    client.connect();
    server.accept();
    const first = follow("a");
    const second = follow("a");
    server.grant("a");
    first.following.close();
    assert.equal(server.requests("unsubscribe").length, 0);
    server.send(output(1, { channel: "a", output: "one" }));
    assert.deepEqual([first.lines, second.lines], [[], ["one"]]);
    second.following.close();
    assert.deepEqual(server.requests("unsubscribe"), [{ type: "unsubscribe", channel: "a", data: {} }]);
  });

  it("drops a channel and takes it up again without mixing the two", () => {
    client.connect();
    server.accept();
    const before = follow("a");
    server.grant("a");
    before.following.close();
    const after = follow("a");
    server.send(output(1, { channel: "a", output: "late" }));
    server.grant("a");
    server.send(output(1, { channel: "a", output: "new" }));
    assert.deepEqual([before.lines, after.lines], [[], ["new"]]);
  });

  it("begins where the application says that it stands, and says where it is", () => {
    client.connect();
    server.accept();
    const { following } = follow("a", { position: { epoch: "e1", offset: 6 }, windowBytes: 1000 });
    assert.deepEqual(server.requests("subscribe")[1].data, { epoch: "e1", offset: 6, window: 1000 });
    server.grant("a", { offset: 6, data: { recovered: true } });
    server.send(output(7, { channel: "a" }));
    assert.deepEqual(following.position, { epoch: "e1", offset: 7 });
  });

  for (const windowBytes of [0, -1, 1.5, NaN, 2 ** 31, "many"]) {
    it(`refuses a window of ${windowBytes}`, () => {
      assert.throws(() => follow("a", { windowBytes }), RangeError);
    });
  }

  it("refuses a view that shows nothing", () => {
    for (const view of [undefined, {}, { show: "x" }]) {
      assert.throws(() => client.follow("a", /** @type {any} */ (view)), TypeError);
    }
  });

  it("is not harmed by a view that throws: its window goes on", () => {
    client.connect();
    server.accept();
    client.follow("a", {
      show() {
        throw new Error("oops");
      },
    });
    server.grant("a");
    server.send(output(1, { channel: "a" }));
    clock.pass(100);
    assert.deepEqual(
      server.requests("ack").map(({ data }) => data.offset),
      [1],
    );
    assert.match(reported[0], /oops/);
  });
});

describe("sending", () => {
  it("sends at once on an open connection", () => {
    client.connect();
    server.accept();
    assert.equal(client.send("refresh", { token: "U" }), true);
    assert.deepEqual(server.requests("refresh"), [{ type: "refresh", data: { token: "U" } }]);
  });

  it("keeps what is sent without a connection, and sends it in order, before what a handler of the state sends", () => {
    client.onStateChange(({ newState }) => newState === "open" && client.send("ping", {}, { id: "3" }));
    client.send("ping", {}, { id: "1" });
    client.connect();
    client.send("ping", {}, { id: "2" });
    server.accept();
    assert.deepEqual(
      server.requests("ping").map(({ id }) => id),
      ["1", "2", "3"],
    );
  });

  it("sends nothing twice", () => {
    client.connect();
    server.accept();
    client.send("ping", {}, { id: "1" });
    server.end(1006);
    client.send("ping", {}, { id: "2" });
    clock.pass(1000);
    server.accept();
    assert.deepEqual(
      server.requests("ping").map(({ id }) => id),
      ["2"],
    );
  });

  it("says when a message does not fit any more: so many", () => {
    client = make({ queue: { maxMessages: 2 } });
    assert.deepEqual([client.send("ping"), client.send("ping"), client.send("ping")], [true, true, false]);
    client.connect();
    server.accept();
    assert.equal(server.requests("ping").length, 2);
    assert.equal(client.send("ping"), true);
  });

  it("says when a message does not fit any more: so many bytes", () => {
    client = make({ queue: { maxBytes: 150 } });
    assert.equal(client.send("note", { text: "ü".repeat(30) }), true);
    assert.equal(client.send("note", { text: "ü".repeat(30) }), false);
    assert.equal(client.send("ping"), true);
  });

  it("forgets what waits at disconnect()", () => {
    client.send("ping");
    client.disconnect();
    client.connect();
    server.accept();
    assert.equal(server.requests("ping").length, 0);
  });

  it("leaves subscribe, unsubscribe and ack to follow()", () => {
    assert.throws(() => client.send("subscribe", {}, { channel: "x" }), TypeError);
  });
});
