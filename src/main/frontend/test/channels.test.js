import assert from "node:assert/strict";
import { beforeEach, describe, it } from "node:test";
import { Channels } from "../../resources/META-INF/resources/tapewire/client/library/channels.js";
import { FakeClock } from "./fakes.js";

describe("the list of channels", () => {
  /** @type {FakeClock} */
  let clock;
  /** @type {{ type: string, id: string | undefined }[]} */
  let sent;
  /** @type {string[]} */
  let events;
  /** @type {Map<string, (message: any) => void>} */
  let handlers;
  /** @type {any} */
  let client;
  /** @type {Channels} */
  let channels;

  /** @param {object} status */
  const enter = (status) => {
    client.status = status;
    handlers.get("state")?.({});
  };
  const list = (
    /** @type {string[]} */ names,
    { whole = false, more = false, removed = /** @type {string[]} */ ([]) } = {},
  ) =>
    handlers.get("channels")?.({ data: { whole, more, channels: names.map((name) => ({ name })), removed } });

  beforeEach(() => {
    clock = new FakeClock();
    sent = [];
    events = [];
    handlers = new Map();
    const subscribe = (/** @type {string} */ type, /** @type {any} */ handler) => {
      handlers.set(type, handler);
      return () => handlers.delete(type);
    };
    client = {
      status: { name: "connecting" },
      subscribe,
      onStateChange: (/** @type {any} */ handler) => subscribe("state", handler),
      send: (
        /** @type {string} */ type,
        /** @type {object} */ _data,
        /** @type {{ id?: string }} */ { id } = {},
      ) => sent.push({ type, id }),
    };
    const listener = {
      listed: (/** @type {{ name: string }[]} */ all) => void events.push(all.map(({ name }) => name).join()),
      failed: (/** @type {number | undefined} */ code) => void events.push(`failed ${code}`),
    };
    channels = new Channels(client, listener, clock);
    channels.start();
  });

  it("is asked for once for each connection, and never again while nothing happens", () => {
    assert.deepEqual(sent, []);
    enter({ name: "open" });
    clock.pass(3_600_000);
    assert.deepEqual(
      sent.map(({ type }) => type),
      ["watch_channels"],
    );
    enter({ name: "reconnecting", attempt: 1 });
    enter({ name: "open" });
    assert.equal(sent.length, 2);
    assert.equal(clock.pending, 0);
  });

  it("is told when its last part has come", () => {
    enter({ name: "open" });
    list(["a", "b"], { whole: true, more: true });
    assert.deepEqual(events, []);
    list(["c"]);
    assert.deepEqual(events, ["a,b,c"]);
  });

  it("takes over what has changed and what is gone", () => {
    enter({ name: "open" });
    list(["a", "b"], { whole: true });
    list(["c"], { removed: ["a"] });
    assert.equal(events.at(-1), "b,c");
  });

  it("begins anew with a whole list", () => {
    enter({ name: "open" });
    list(["a", "b"], { whole: true });
    list(["c"], { whole: true });
    assert.equal(events.at(-1), "c");
  });

  it("ignores changes to a list whose beginning it has not heard", () => {
    enter({ name: "open" });
    list(["c"]);
    assert.deepEqual(events, []);
  });

  it("is asked for again after a while when that was too much for the server", () => {
    enter({ name: "open" });
    handlers.get("error")?.({ id: sent[0].id, data: { code: "too_many_requests" } });
    clock.pass(14_999);
    assert.equal(sent.length, 1);
    clock.pass(1);
    assert.equal(sent.length, 2);
  });

  it("leaves the errors of others alone", () => {
    enter({ name: "open" });
    handlers.get("error")?.({ id: "another", data: { code: "forbidden" } });
    assert.equal(clock.pending, 0);
  });

  it("is said to be out of date after a failed attempt or a refusal, not for each short interruption", () => {
    enter({ name: "open" });
    enter({ name: "reconnecting", attempt: 1 });
    assert.deepEqual(events, []);
    enter({ name: "reconnecting", attempt: 2 });
    enter({ name: "failed", code: 4401 });
    assert.deepEqual(events, ["failed undefined", "failed 4401"]);
  });

  it("hears nothing any more when it has stopped", () => {
    enter({ name: "open" });
    channels.stop();
    list(["a"], { whole: true });
    assert.deepEqual(events, []);
    assert.equal(handlers.size, 0);
  });
});
