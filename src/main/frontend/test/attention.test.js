import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, it } from "node:test";
import { onAttention } from "../../resources/META-INF/resources/tapewire/client/connection/attention.js";

describe("the window's attention", () => {
  const { addEventListener, document } = globalThis;
  /** @type {EventTarget} */
  let window;
  /** @type {EventTarget & { hidden: boolean }} */
  let page;
  /** @type {string[]} */
  let heard;
  /** @type {() => void} */
  let stop;

  beforeEach(() => {
    window = new EventTarget();
    page = Object.assign(new EventTarget(), { hidden: false });
    globalThis.addEventListener = window.addEventListener.bind(window);
    globalThis.document = /** @type {any} */ (page);
    heard = [];
    stop = onAttention({
      wake: () => void heard.push("wake"),
      hidden: (hidden) => void heard.push(hidden ? "hidden" : "visible"),
      away: () => void heard.push("away"),
    });
    heard.length = 0;
  });

  afterEach(() => {
    stop();
    Object.assign(globalThis, { addEventListener, document });
  });

  const fire = (/** @type {string} */ type) =>
    (type === "resume" || type === "visibilitychange" ? page : window).dispatchEvent(new Event(type));

  for (const type of ["online", "pageshow", "resume", "visibilitychange"]) {
    it(`wakes at ${type} if the page is looked at`, () => {
      fire(type);
      assert.deepEqual(heard, ["visible", "wake"]);
    });

    it(`does not wake at ${type} while nobody looks`, () => {
      page.hidden = true;
      fire(type);
      assert.deepEqual(heard, ["hidden"]);
    });
  }

  it("tells when the page is left, and nothing any more when nobody listens", () => {
    fire("pagehide");
    stop();
    fire("online");
    assert.deepEqual(heard, ["away"]);
  });
});
