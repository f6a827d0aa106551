import assert from "node:assert/strict";
import { beforeEach, describe, it } from "node:test";
import { request } from "../../resources/META-INF/resources/tapewire/client/connection/request.js";
import { FakeClock, settled } from "./fakes.js";

describe("a request", () => {
  /** @type {FakeClock} */
  let clock;
  /** What the server answers. @type {() => Response | Promise<Response>} */
  let answer;
  /** Of the last request. @type {AbortSignal | undefined} */
  let asked;

  const never = () => new Promise((/** @type {(value: any) => void} */ _) => {});
  const get = (/** @type {AbortSignal} */ signal = new AbortController().signal) =>
    request("http://h/", { signal }, { clock, fetch: /** @type {any} */ (fetch) });
  const fetch = async (/** @type {string} */ _url, /** @type {{ signal: AbortSignal }} */ { signal }) => {
    asked = signal;
    return answer();
  };
  /** A body of which the test gives the pieces. */
  function body() {
    /** @type {ReadableStreamDefaultController} */
    let pieces = /** @type {any} */ (undefined);
    const stream = new ReadableStream({ start: (controller) => void (pieces = controller) });
    const write = (/** @type {string} */ text) => pieces.enqueue(new TextEncoder().encode(text));
    return { stream, write, end: () => pieces.close() };
  }

  beforeEach(() => {
    clock = new FakeClock();
    asked = undefined;
  });

  it("gives the answer as it is, and leaves no timer", async () => {
    answer = () => Response.json({ error: {} }, { status: 404, headers: { "X-Own": "x" } });
    const response = await get();
    assert.deepEqual(
      [response.status, response.headers.get("X-Own"), await response.text()],
      [404, "x", '{"error":{}}'],
    );
    assert.equal(clock.pending, 0);
  });

  it("is given up when no answer comes for 30 s", async () => {
    answer = never;
    const response = get();
    await settled();
    clock.pass(29_999);
    assert.equal(asked?.aborted, false);
    clock.pass(1);
    await assert.rejects(response, { name: "TimeoutError" });
    assert.equal(asked?.aborted, true);
  });

  it("is given up when its body stops to come, and not while pieces come", async () => {
    const { stream, write } = body();
    answer = () => new Response(stream);
    const text = (await get()).text();
    for (let i = 0; i < 5; i++) {
      write("x");
      await settled();
      clock.pass(29_000);
      await settled();
      assert.equal(asked?.aborted, false);
    }
    clock.pass(1_000);
    await assert.rejects(text, { name: "TimeoutError" });
    assert.equal(asked?.aborted, true);
  });

  it("has no time limit for who reads slowly", async () => {
    const { stream, write, end } = body();
    answer = () => new Response(stream);
    const reader = /** @type {ReadableStream<Uint8Array>} */ ((await get()).body).getReader();
    write("one");
    await reader.read();
    write("two");
    end();
    clock.pass(3_600_000);
    assert.equal((await reader.read()).value?.length, 3);
    assert.equal((await reader.read()).done, true);
    assert.equal(clock.pending, 0);
  });

  for (const [words, head] of /** @type {[string, boolean][]} */ ([
    ["before the answer", false],
    ["within the body", true],
  ])) {
    it(`stops ${words} when it is told to`, async () => {
      answer = head ? () => new Response(body().stream) : never;
      const stop = new AbortController();
      const text = get(stop.signal).then((response) => response.text());
      await settled();
      stop.abort();
      await assert.rejects(text, { name: "AbortError" });
      assert.equal(asked?.aborted, true);
      assert.equal(clock.pending, 0);
    });
  }

  it("is not even sent when it is not needed any more", async () => {
    await assert.rejects(get(AbortSignal.abort()), { name: "AbortError" });
    assert.equal(asked, undefined);
  });
});
