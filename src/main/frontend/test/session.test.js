import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, it } from "node:test";
import { createSession } from "../../resources/META-INF/resources/tapewire/client/index.js";
import { settled, ticketOffice } from "./fakes.js";

describe("a session", () => {
  const { fetch, WebSocket } = globalThis;
  /** What the application's own server answers. @type {() => Response} */
  let answer;
  /** @type {string[]} */
  let asked;
  /** @type {string[]} */
  let opened;

  beforeEach((t) => {
    asked = [];
    opened = [];
    globalThis.fetch = async (address, init) => {
      if (String(address) !== "/token") return ticketOffice(address, init);
      asked.push(String(address));
      return answer();
    };
    globalThis.WebSocket = /** @type {any} */ (
      class {
        /** @param {string} address */
        constructor(address) {
          opened.push(address);
        }
        close() {}
      }
    );
    /** @type {import("node:test").TestContext} */ (t).mock.method(console, "warn", () => {});
  });

  afterEach(() => Object.assign(globalThis, { fetch, WebSocket }));

  const session = () => createSession({ url: "ws://localhost/ws", tokenUrl: "/token" });

  it("gets nothing and connects nowhere before it starts", () => {
    assert.equal(session().client.state, "idle");
    assert.deepEqual([asked, opened], [[], []]);
  });

  for (const [words, response] of /** @type {[string, () => Response][]} */ ([
    ["text", () => new Response("T\n")],
    ["JSON", () => Response.json({ token: "T" })],
  ])) {
    it(`connects with the token that the application's server gives as ${words}`, async () => {
      answer = response;
      const { start, end } = session();
      start();
      await settled();
      assert.deepEqual([asked, opened], [["/token"], ["ws://localhost/ws?channel=&ticket=for-T"]]);
      end();
    });
  }

  it("has failed when the application's server refuses a token", async () => {
    answer = () => new Response("", { status: 401 });
    const { client, start } = session();
    start();
    await settled();
    assert.deepEqual([client.state, client.status.code, opened], ["failed", 401, []]);
  });

  it("tries again when the application's server is not well", async () => {
    answer = () => new Response("", { status: 502 });
    const { client, start, end } = session();
    start();
    await settled();
    assert.equal(client.state, "reconnecting");
    end();
  });

  it("does not wait for ever for the application's server", async (t) => {
    /** @type {(value: unknown) => void} */
    let resolve = () => {};
    const aborted = new Promise((done) => (resolve = done));
    globalThis.fetch = (_, options) =>
      new Promise((__, reject) => {
        const signal = /** @type {AbortSignal} */ (options?.signal);
        signal.addEventListener("abort", () => reject(signal.reason));
        signal.addEventListener("abort", resolve);
      });
    t.mock.timers.enable({ apis: ["setTimeout"] });
    const { client, start, end } = session();
    start();
    t.mock.timers.tick(30_000);
    await aborted;
    assert.equal(client.state, "reconnecting");
    end();
  });

  it("may be started again after its end, with another token", async () => {
    answer = () => new Response("one");
    const { client, start, end } = session();
    start();
    await settled();
    end();
    assert.equal(client.state, "closed");
    answer = () => new Response("other");
    start();
    await settled();
    assert.match(opened[1], /ticket=for-other$/);
    end();
  });
});
