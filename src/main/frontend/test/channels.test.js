import assert from "node:assert/strict";
import { beforeEach, describe, it } from "node:test";
import { Backoff } from "../../resources/META-INF/resources/tapewire/client/connection/backoff.js";
import { Channels } from "../../resources/META-INF/resources/tapewire/client/channel/channels.js";
import { FakeClock } from "./fakes.js";

describe("the list of channels", () => {
  /** @type {FakeClock} */
  let clock;
  /** @type {(() => Response)[]} */
  let answers;
  /** @type {string[]} */
  let events;
  /** @type {Channels} */
  let channels;

  const json =
    (/** @type {unknown} */ body, status = 200) =>
    () =>
      Response.json(body, { status });
  const listed = json({ channels: [{ name: "build" }] });
  const unreachable = () => {
    throw new TypeError("fetch failed");
  };

  beforeEach(() => {
    clock = new FakeClock();
    answers = [];
    events = [];
    channels = new Channels({
      clock,
      backoff: new Backoff({ firstMillis: 2_000, random: () => 1 }),
      fetch: async () => /** @type {() => Response} */ (answers.shift() ?? listed)(),
      listener: {
        listed: (list) => void events.push(list.map(({ name }) => name).join()),
        failed: (status) => void events.push(`failed ${status}`),
      },
    });
  });

  /** @param {number} millis */
  const pass = async (millis) => {
    clock.pass(millis);
    await new Promise(setImmediate);
  };

  it("is refreshed every three seconds", async () => {
    await channels.start();
    await pass(2_999);
    assert.deepEqual(events, ["build"]);
    await pass(1);
    assert.deepEqual(events, ["build", "build"]);
  });

  it("is asked for less and less often while the server fails", async () => {
    answers = [json({}, 503), unreachable, listed];
    await channels.start();
    await pass(5_000);
    assert.deepEqual(events, ["failed 503", "failed undefined"]);
    await pass(6_999);
    assert.equal(events.length, 2);
    await pass(1);
    assert.equal(events[2], "build");
  });

  it("is not asked for any more when the session is over", async () => {
    answers = [json({}, 401)];
    await channels.start();
    await pass(3_600_000);
    assert.deepEqual(events, ["failed 401"]);
  });

  it("is not asked for while nobody looks at it", async () => {
    await channels.start();
    channels.stop();
    await pass(3_600_000);
    assert.deepEqual(events, ["build"]);
    await channels.start();
    assert.deepEqual(events, ["build", "build"]);
  });
});
