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
  /** @type {Past} */
  let past;

  beforeEach(() => {
    clock = new FakeClock();
    paths = [];
    answers = [];
    problems = [];
    got = [];
    past = new Past({
      clock,
      backoff: new Backoff({ firstMillis: 1000, random: () => 1 }),
      problem: ({ message }) => void problems.push(message),
      get: async (path) => {
        paths.push(path);
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

  for (const code of [403, 404]) {
    it(`is empty, and reported, when asking again would change nothing: ${code}`, async () => {
      answers.push(status(code));
      ask(0, 1);
      await settled();
      assert.deepEqual(got, [""]);
      assert.deepEqual(problems, [`earlier records of team/build: status ${code}`]);
    });
  }

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
