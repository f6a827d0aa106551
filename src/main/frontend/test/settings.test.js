import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { DEFAULTS, Settings } from "../../resources/META-INF/resources/tapewire/client/page/settings.js";

/** @param {string | null} [text] */
function storage(text = null) {
  return {
    text,
    getItem: () => text,
    setItem: (/** @type {string} */ _key, /** @type {string} */ value) => void (text = value),
    get stored() {
      return text;
    },
  };
}

describe("The viewer's settings", () => {
  it("are the defaults at first", () => {
    assert.deepEqual(new Settings(storage()).values, DEFAULTS);
  });

  it("are kept for the next page", () => {
    const kept = storage();
    new Settings(kept).set({ theme: "dark", scrollback: 500 });
    assert.equal(new Settings(kept).values.theme, "dark");
    assert.equal(new Settings(kept).values.scrollback, 500);
  });

  it("leave out what somebody else has stored", () => {
    const { values } = new Settings(
      storage('{"theme":"pink","scrollback":-1,"wrap":"yes","letters":false,"other":1}'),
    );
    assert.deepEqual(values, { ...DEFAULTS, letters: false });
  });

  for (const text of ["null", "[]", "7", "{"]) {
    it(`are the defaults where ${text} is stored`, (t) => {
      t.mock.method(console, "warn", () => {});
      assert.deepEqual(new Settings(storage(text)).values, DEFAULTS);
    });
  }

  it("remember the folders that were folded last, when they are too many", () => {
    const folded = Array.from({ length: 1_001 }, (_, i) => `f${i}/`);
    const settings = new Settings(storage());
    settings.set({ folded });
    assert.deepEqual(settings.values.folded, folded.slice(1));
  });

  it("hold for this page where the storage is full", (t) => {
    const warned = t.mock.method(console, "warn", () => {});
    const settings = new Settings({
      getItem: () => null,
      setItem: () => {
        throw new Error("full");
      },
    });
    settings.set({ wrap: false });
    assert.equal(settings.values.wrap, false);
    assert.equal(warned.mock.callCount(), 1);
  });

  it("are told to everybody who follows them, also when another tab changes them", () => {
    const kept = storage();
    const settings = new Settings(kept);
    /** @type {string[]} */
    const themes = [];
    settings.follow(({ theme }) => themes.push(theme));
    settings.set({ theme: "light" });
    new Settings(kept).set({ theme: "dark" });
    settings.stored(/** @type {StorageEvent} */ ({ key: "tapewire.settings" }));
    settings.stored(/** @type {StorageEvent} */ ({ key: "something else" }));
    assert.deepEqual(themes, ["system", "light", "dark"]);
  });
});
