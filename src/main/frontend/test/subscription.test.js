import assert from "node:assert/strict";
import { beforeEach, describe, it } from "node:test";
import { Subscription } from "../../resources/META-INF/resources/tapewire/client/channel/subscription.js";
import { FakeClock, output } from "./fakes.js";

describe("a subscription", () => {
  /** @type {FakeClock} */
  let clock;
  /** @type {any[]} */
  let sent;
  /** @type {string[]} */
  let seen;
  /** What the view has not parsed yet. @type {(() => void)[]} */
  let unparsed;
  /** @type {Subscription} */
  let subscription;

  const view = {
    show: (/** @type {any} */ { data }, /** @type {() => void} */ shown) => {
      seen.push(data.output?.trim() ?? "no output");
      unparsed.push(shown);
    },
    gap: (/** @type {any} */ { from, to, reason }) => void seen.push(`gap ${from}-${to} ${reason}`),
    reset: () => void seen.push("reset"),
    newLog: () => void seen.push("new log"),
    refused: (/** @type {any} */ { message }) => void seen.push(`refused ${message}`),
  };

  beforeEach(() => {
    clock = new FakeClock();
    sent = [];
    seen = [];
    unparsed = [];
    const send = (/** @type {string} */ type, /** @type {any} */ fields) =>
      void sent.push({ type, ...fields });
    subscription = new Subscription({ channel: "build", view, send, clock });
    subscription.request();
  });

  const subscribed = (fields = {}) =>
    subscription.receive(
      /** @type {any} */ ({
        type: "subscribed",
        channel: "build",
        epoch: "e1",
        offset: 0,
        id: sent.findLast(({ type }) => type === "subscribe").id,
        data: { recovered: false },
        ...fields,
      }),
    );
  const receive = (/** @type {object} */ envelope) => {
    const whole = /** @type {any} */ (envelope);
    subscription.receive({ ...whole, first: whole.first ?? whole.offset });
  };
  const lastRequest = () => sent.findLast(({ type }) => type === "subscribe").data;
  const acks = () => sent.filter(({ type }) => type === "ack").map(({ data }) => data.offset);

  it("asks for the whole history at first, and names a window of 1 MiB", () => {
    assert.deepEqual(sent[0].data, { window: 1_048_576 });
  });

  it("is refused when the server ends it because it may not be watched any more", () => {
    subscribed();
    receive(output(1));
    receive({ type: "unsubscribed", channel: "build", data: { reason: "forbidden" } });
    receive(output(2));
    assert.deepEqual(seen, ["line 1", "refused this channel may not be watched any more"]);
  });

  it("is not refused when the server only answers that it has ended", () => {
    subscribed();
    receive({ type: "unsubscribed", channel: "build", data: {} });
    assert.deepEqual(seen, []);
  });

  it("resumes strictly after the last record it has shown", () => {
    subscribed();
    receive(output(1));
    receive(output(5, { first: 2 }));
    subscription.request();
    assert.deepEqual(lastRequest(), { epoch: "e1", offset: 5, window: 1_048_576 });
  });

  it("resumes from where it was answered when no record has come since", () => {
    subscribed({ offset: 40 });
    subscription.request();
    assert.equal(lastRequest().offset, 40);
  });

  it("shows every record once when some come again", () => {
    subscribed();
    receive(output(1));
    receive(output(2));
    subscription.request();
    subscribed({ data: { recovered: true } });
    receive(output(2));
    receive(output(3));
    assert.deepEqual(seen, ["line 1", "line 2", "line 3"]);
  });

  it("names a hole that the server has not named", () => {
    subscribed();
    receive(output(1));
    receive(output(9, { first: 5 }));
    assert.deepEqual(seen, ["line 1", "gap 2-4 lost", "line 9"]);
  });

  it("names a hole between where it stood and where the server resumes", () => {
    subscribed();
    receive(output(1));
    subscription.request();
    subscribed({ offset: 10 });
    receive(output(11));
    assert.deepEqual(seen, ["line 1", "gap 2-10 lost", "line 11"]);
  });

  it("goes on after a gap without naming it twice", () => {
    subscribed();
    receive(output(1));
    receive({ type: "gap", channel: "build", epoch: "e1", data: { from: 2, to: 7, reason: "evicted" } });
    receive(output(8));
    assert.deepEqual(seen, ["line 1", "gap 2-7 evicted", "line 8"]);
  });

  it("says that another log follows after a reconnect", () => {
    subscribed();
    receive(output(1));
    subscription.request();
    subscribed({ epoch: "e2" });
    receive(output(1, { epoch: "e2" }));
    assert.deepEqual(seen, ["line 1", "new log", "line 1"]);
    subscription.request();
    assert.deepEqual(lastRequest(), { epoch: "e2", offset: 1, window: 1_048_576 });
  });

  it("goes on in a log of another name when the server goes on where it stood", () => {
    subscribed();
    receive(output(1));
    subscription.request();
    subscribed({ epoch: "e2", offset: 1, data: { recovered: true } });
    receive(output(2, { epoch: "e2" }));
    assert.deepEqual(seen, ["line 1", "line 2"]);
  });

  it("takes records of types that it does not know for records", () => {
    subscribed();
    receive({ type: "picture", channel: "build", epoch: "e1", offset: 1, data: {} });
    receive(output(2));
    assert.deepEqual(seen, ["no output", "line 2"]);
  });

  it("hands on the state that unseen records have left", () => {
    /** @type {any[]} */
    const begun = [];
    subscription.view = {
      ...view,
      subscribed: ({ data }, first) => void begun.push([data.state, first]),
      gap: ({ state }) => void begun.push(state),
    };
    subscribed({ offset: 7, data: { recovered: false, state: "one" } });
    receive({
      type: "gap",
      channel: "build",
      epoch: "e1",
      data: { from: 8, to: 9, reason: "slow", state: "two" },
    });
    subscription.request();
    subscribed({ offset: 9, data: { recovered: true } });
    assert.deepEqual(begun, [["one", true], "two", [undefined, false]]);
  });

  it("clears the view when the log is replaced while it watches", () => {
    subscribed();
    receive(output(8, { first: 1 }));
    receive({ type: "gap", channel: "build", data: { from: 9, to: 12, reason: "restart" } });
    receive(output(1, { epoch: "e2" }));
    receive(output(2, { epoch: "e2" }));
    assert.deepEqual(seen, ["line 8", "reset", "gap 9-12 restart", "line 1", "line 2"]);
  });

  it("asks for everything and clears the view when it is cut off right after the log was replaced", () => {
    subscribed();
    receive(output(1));
    receive({ type: "gap", channel: "build", data: { from: 2, to: 1, reason: "restart" } });
    subscription.request();
    assert.deepEqual(lastRequest(), { window: 1_048_576 });
    assert.deepEqual(seen, ["line 1", "reset", "gap 2-1 restart", "reset"]);
  });

  it("acks only what the terminal has parsed", () => {
    subscribed();
    receive(output(1));
    receive(output(2));
    clock.pass(1_000);
    assert.deepEqual(acks(), []);
    unparsed[0]();
    clock.pass(1_000);
    assert.deepEqual(acks(), [1]);
    unparsed[1]();
    clock.pass(1_000);
    assert.deepEqual(acks(), [1, 2]);
  });

  it("acks nothing of a log that is gone", () => {
    subscribed();
    receive(output(900));
    receive(output(1, { epoch: "e2" }));
    unparsed[0]();
    clock.pass(1_000);
    assert.deepEqual(acks(), []);
    unparsed[1]();
    clock.pass(1_000);
    assert.deepEqual(acks(), [1]);
  });

  it("acks messages that are no output, too", () => {
    subscribed();
    receive({
      type: "task_status",
      channel: "build",
      epoch: "e1",
      offset: 1,
      data: { taskId: "t", status: "done" },
    });
    unparsed[0]();
    clock.pass(100);
    assert.deepEqual(acks(), [1]);
  });

  it("ignores what an earlier subscription left on the way", () => {
    receive(output(7));
    subscribed({ id: "another" });
    receive(output(8));
    assert.deepEqual(seen, []);
    subscribed();
    receive(output(1));
    assert.deepEqual(seen, ["line 1"]);
  });

  it("says why it was refused", () => {
    const { id } = sent[0];
    receive({ type: "error", id, data: { code: "bad_channel", message: "no such name" } });
    assert.deepEqual(seen, ["refused no such name"]);
  });

  it("shows and acks nothing more when it is closed", () => {
    subscribed();
    receive(output(1));
    subscription.close();
    receive(output(2));
    unparsed[0]();
    clock.pass(1_000);
    assert.deepEqual(seen, ["line 1"]);
    assert.deepEqual(acks(), []);
    assert.equal(clock.pending, 0);
  });
});
