import assert from "node:assert/strict";
import { beforeEach, describe, it } from "node:test";
import { Access } from "../../resources/META-INF/resources/tapewire/client/connection/access.js";
import { FakeClock, settled } from "./fakes.js";

describe("access over HTTP", () => {
  /** Address and token of each request. @type {string[]} */
  let asked;
  /** What the server answers to a token. @type {(token: string) => number} */
  let status;
  let tokens = 0;

  const fetch = async (/** @type {URL} */ url, /** @type {any} */ { headers }) => {
    const token = String(headers.Authorization).replace("Bearer ", "");
    asked.push(`${url} ${token}`);
    return new Response("{}", { status: status(token) });
  };
  const access = (/** @type {object} */ options) =>
    new Access(
      { url: "wss://h/tw/ws", ...options },
      { fetch: /** @type {any} */ (fetch), clock: new FakeClock() },
    );
  const getToken = async () => `T${++tokens}`;

  beforeEach(() => {
    asked = [];
    tokens = 0;
    status = () => 200;
  });

  it("is below the application's root, with the token", async () => {
    await access({ token: "T" }).get("channels/a");
    assert.deepEqual(asked, ["https://h/tw/channels/a T"]);
  });

  for (const path of ["https://elsewhere/channels", "//elsewhere/", "/other", "../x"]) {
    it(`gives the token to nobody else: ${path}`, async () => {
      await assert.rejects(access({ token: "T" }).get(path), RangeError);
      assert.deepEqual(asked, []);
    });
  }

  it("asks for a token before the first request, and keeps it", async () => {
    const own = access({ getToken });
    await own.get("a");
    await own.get("b");
    assert.deepEqual(asked, ["https://h/tw/a T1", "https://h/tw/b T1"]);
  });

  it("asks for another token when the server refuses the last one", async () => {
    status = (token) => (token === "T1" ? 401 : 200);
    assert.equal((await access({ getToken }).get("a")).status, 200);
    assert.deepEqual(asked, ["https://h/tw/a T1", "https://h/tw/a T2"]);
  });

  it("asks only once more, and then gives the refusal", async () => {
    status = () => 401;
    assert.equal((await access({ getToken }).get("a")).status, 401);
    assert.equal(asked.length, 2);
  });

  it("does not wait for a token when nobody needs the answer any more", async () => {
    const stop = new AbortController();
    const answer = access({ getToken: () => new Promise(() => {}) }).get("a", { signal: stop.signal });
    await settled();
    stop.abort();
    await assert.rejects(answer, { name: "AbortError" });
  });
});

describe("the address to connect to", () => {
  /** @type {string[]} */
  let asked;
  const access = (/** @type {object} */ options, /** @type {object} */ world = {}) => {
    asked = [];
    const fetch = async (/** @type {URL} */ url, /** @type {any} */ { method, headers }) => {
      asked.push(`${method} ${url} ${headers.Authorization}`);
      return Response.json({ ticket: "once" });
    };
    return new Access({ url: "wss://h/tw/ws", ...options }, { fetch: /** @type {any} */ (fetch), ...world });
  };

  it("has a ticket in place of the token", async () => {
    assert.equal(await access({ token: "T" }).socketAddress(), "wss://h/tw/ws?channel=&ticket=once");
    assert.deepEqual(asked, ["POST https://h/tw/tapewire/tickets Bearer T"]);
  });

  it("has neither where the browser's cookie must do", () => {
    assert.equal(access({}).socketAddress(), "wss://h/tw/ws?channel=");
    assert.deepEqual(asked, []);
  });

  it("has the token on a page of another origin, which gets no ticket", async () => {
    const address = await access({ token: "T" }, { origin: "https://elsewhere" }).socketAddress();
    assert.equal(address, "wss://h/tw/ws?channel=&token=T");
    assert.deepEqual(asked, []);
  });

  it("has a ticket on a page of the same origin", async () => {
    const address = await access({ token: "T" }, { origin: "https://h" }).socketAddress();
    assert.equal(address, "wss://h/tw/ws?channel=&ticket=once");
  });

  for (const status of [401, 403, 429, 503]) {
    it(`is none when the server gives no ticket: ${status}`, async () => {
      const fetch = async () => new Response("{}", { status });
      const address = access({ token: "T" }, { fetch }).socketAddress();
      await assert.rejects(Promise.resolve(address), { status });
    });
  }
});
