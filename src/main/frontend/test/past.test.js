import assert from "node:assert/strict";
import { beforeEach, describe, it } from "node:test";
import { Past } from "../../resources/META-INF/resources/tapewire/client/channel/past.js";
import { Backoff } from "../../resources/META-INF/resources/tapewire/client/connection/backoff.js";
import { FakeClock, output, settled } from "./fakes.js";

describe("the past", () => {
  /** @type {FakeClock} */
  let clock;
  /** What was asked for. @type {string[]} */
  let paths;
  /** What the server answers. @type {(() => Response | Promise<Response>)[]} */
  let answers;
  /** @type {string[]} */
  let problems;
  /** @type {string[]} */
  let got;
  /** @type {number[]} */
  let refusals;
  /** Of the last request. @type {AbortSignal | undefined} */
  let asked;
  /** @type {Past} */
  let past;

  beforeEach(() => {
    clock = new FakeClock();
    paths = [];
    answers = [];
    problems = [];
    got = [];
    refusals = [];
    past = new Past({
      refused: (code) => void refusals.push(code),
      clock,
      backoff: new Backoff({ firstMillis: 1000, random: () => 1 }),
      problem: ({ message }) => void problems.push(message),
      get: async (path, { signal }) => {
        paths.push(path);
        asked = signal;
        return (answers.shift() ?? records(1))();
      },
    });
  });

  const records =
    (/** @type {number[]} */ ...offsets) =>
    () =>
      new Response(offsets.map((offset) => `${JSON.stringify(output(offset))}\n`).join(""));
  const status = (/** @type {number} */ code) => () => new Response("", { status: code });
  const ask = (/** @type {number} */ after, /** @type {number} */ to, isOver = () => false) =>
    past.ask(
      "team/build",
      after,
      to,
      (found) => void got.push(found.map(({ offset }) => offset).join()),
      isOver,
    );

  it("is asked for after a record, up to the last that is needed", async () => {
    answers.push(records(6, 7));
    ask(5, 7);
    await settled();
    assert.deepEqual(paths, ["channels/team/build/records?after=5&limit=2"]);
    assert.deepEqual(got, ["6,7"]);
  });

  it("is asked for in pages of 1,000 records", async () => {
    ask(0, 5000);
    await settled();
    assert.match(paths[0], /limit=1000$/);
  });

  it("is asked for once at a time", async () => {
    /** @type {(response: Response) => void} */
    let answer = () => {};
    answers.push(() => new Promise((resolve) => (answer = resolve)));
    ask(0, 1);
    ask(1, 2);
    await settled();
    assert.equal(paths.length, 1);
    answer(records(1)());
    await settled();
    assert.equal(paths.length, 2);
  });

  for (const [words, failure] of /** @type {[string, () => Response][]} */ ([
    ["the server has no room for another reader", status(429)],
    ["the server is not well", status(503)],
    [
      "there is no network",
      () => {
        throw new TypeError("fetch failed");
      },
    ],
    ["the answer cannot be read", () => new Response("{")],
    ["somebody between asks for a login", () => Response.redirect("http://login/", 302)],
  ])) {
    it(`is asked for again, later each time, when ${words}`, async () => {
      answers.push(failure, failure, records(1));
      ask(0, 1);
      await settled();
      clock.pass(1000);
      await settled();
      clock.pass(1999);
      await settled();
      assert.deepEqual([paths.length, got], [2, []]);
      clock.pass(1);
      await settled();
      assert.deepEqual([paths.length, got, problems.length], [3, ["1"], 2]);
    });
  }

  it("is empty, and reported, when the channel is gone", async () => {
    answers.push(status(404));
    ask(0, 1);
    await settled();
    assert.deepEqual([got, refusals], [[""], []]);
    assert.deepEqual(problems, ["earlier records of team/build: status 404"]);
  });

  for (const code of [401, 403]) {
    it(`is not lost when the viewer may not see it: it is asked for again on another connection: ${code}`, async () => {
      answers.push(status(code), records(1));
      ask(0, 1);
      await settled();
      clock.pass(3_600_000);
      await settled();
      assert.deepEqual([got, refusals, paths.length], [[], [code], 1]);
      past.renew();
      await settled();
      assert.deepEqual(got, ["1"]);
    });
  }

  it("is asked for anew, at once, when there is another connection while a request hangs", async () => {
    answers.push(
      () =>
        new Promise((_, reject) => {
          const signal = /** @type {AbortSignal} */ (asked);
          signal.addEventListener("abort", () => reject(signal.reason));
        }),
      records(1),
    );
    ask(0, 1);
    await settled();
    assert.deepEqual(got, []);
    past.renew();
    await settled();
    assert.deepEqual([got, problems, clock.pending], [["1"], [], 0]);
  });

  it("is asked for at once when there is another connection while it waits for its next try", async () => {
    answers.push(status(503), records(1));
    ask(0, 1);
    await settled();
    past.renew();
    await settled();
    assert.deepEqual([got, clock.pending], [["1"], 0]);
  });

  it("is not asked for when nobody needs it any more", async () => {
    let isOver = false;
    answers.push(status(503));
    ask(0, 1, () => isOver);
    await settled();
    isOver = true;
    clock.pass(1000);
    await settled();
    assert.deepEqual([paths.length, got], [1, []]);
    assert.equal(clock.pending, 0);
  });
});
