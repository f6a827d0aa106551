import assert from "node:assert/strict";
import { describe, it } from "node:test";
import {
  decode,
  encode,
  isKnown,
  isRecord,
  ProtocolError,
} from "../../resources/META-INF/resources/tapewire/client/connection/protocol.js";

describe("the protocol", () => {
  it("takes a record without `first` for a single one", () => {
    const record = decode(
      '{"type":"terminal_output","channel":"b","epoch":"e","offset":7,"data":{"output":"x"}}',
    );
    assert.equal(record.first, 7);
  });

  it("takes missing data for an empty object", () => {
    assert.deepEqual(decode('{"type":"pong"}').data, {});
  });

  it("lets types that it does not know through, and says that it does not", () => {
    assert.equal(decode('{"type":"file_chunk","data":{}}').type, "file_chunk");
    assert.equal(isKnown("file_chunk"), false);
    for (const type of [
      "connected",
      "pong",
      "refreshed",
      "channels",
      "terminal_output",
      "task_status",
      "gap",
      "error",
    ]) {
      assert.equal(isKnown(type), true, type);
    }
    assert.equal(isKnown("constructor"), false);
  });

  it("takes what has a place in a channel's log for a record, whatever its type", () => {
    const place = { channel: "b", epoch: "e", offset: 7 };
    const decoded = (/** @type {object} */ fields) => decode(JSON.stringify({ ...fields }));
    assert.equal(isRecord(decoded({ type: "run_started", ...place, data: { run: "r" } })), true);
    assert.equal(isRecord(decoded({ type: "picture", ...place })), true);
    assert.equal(decoded({ type: "picture", ...place }).first, 7);
    assert.equal(isRecord(decoded({ type: "picture", channel: "b" })), false);
    assert.equal(isRecord(decoded({ type: "subscribed", ...place })), false);
  });

  it("takes null for what is absent", () => {
    const place = '"channel":"b","epoch":"e","offset":1';
    decode(`{"type":"run_ended",${place},"data":{"run":null,"outcome":"finished","exit":null,"reset":null}}`);
    decode(`{"type":"run_started",${place},"data":{"run":"r","title":null,"cols":null,"rows":null}}`);
    decode(`{"type":"subscribed",${place},"data":{"recovered":false,"state":null,"run":null}}`);
  });

  it("lets fields that it does not know through", () => {
    assert.equal(decode('{"type":"pong","later":1}').type, "pong");
  });

  for (const [what, frame] of Object.entries({
    "no JSON": "hello",
    "half of a JSON": '{"type":',
    "no object": "[1]",
    null: "null",
    "no type": '{"data":{}}',
    "a type that is no string": '{"type":1}',
    "a list of channels without names": '{"type":"channels","data":{"channels":[{}],"removed":[]}}',
    "data that is no object": '{"type":"pong","data":"x"}',
    "output without a channel": '{"type":"terminal_output","epoch":"e","offset":1,"data":{"output":""}}',
    "output without an epoch": '{"type":"terminal_output","channel":"b","offset":1,"data":{"output":""}}',
    "output without an offset": '{"type":"terminal_output","channel":"b","epoch":"e","data":{"output":""}}',
    "output that is no string":
      '{"type":"terminal_output","channel":"b","epoch":"e","offset":1,"data":{"output":1}}',
    "first behind offset": '{"type":"task_status","channel":"b","epoch":"e","first":3,"offset":2,"data":{}}',
    "a gap without an end": '{"type":"gap","channel":"b","data":{"from":1}}',
    "a state that is no string":
      '{"type":"gap","channel":"b","data":{"from":1,"to":2,"reason":"slow","state":1}}',
    "a delivery within a run without a name":
      '{"type":"subscribed","channel":"b","epoch":"e","offset":1,"data":{"run":{}}}',
    "a run without a name": '{"type":"run_started","channel":"b","epoch":"e","offset":1,"data":{}}',
    "a run with half a column":
      '{"type":"run_started","channel":"b","epoch":"e","offset":1,"data":{"run":"r","cols":1.5}}',
    "a run with a title that is no string":
      '{"type":"run_started","channel":"b","epoch":"e","offset":1,"data":{"run":"r","title":1}}',
    "a run's end without an outcome":
      '{"type":"run_ended","channel":"b","epoch":"e","offset":1,"data":{"run":"r"}}',
    "a run's end with an exit status that is no number":
      '{"type":"run_ended","channel":"b","epoch":"e","offset":1,"data":{"outcome":"finished","exit":"1"}}',
    "a reset that is no boolean":
      '{"type":"run_ended","channel":"b","epoch":"e","offset":1,"data":{"outcome":"finished","reset":"yes"}}',
    "subscribed without a position": '{"type":"subscribed","channel":"b","epoch":"e","data":{}}',
  })) {
    it(`refuses ${what}`, () => assert.throws(() => decode(frame), ProtocolError));
  }

  it("writes only the fields that a request has", () => {
    assert.equal(encode("ping"), '{"type":"ping"}');
    assert.equal(
      encode("ack", { channel: "b", data: { offset: 3 } }),
      '{"type":"ack","channel":"b","data":{"offset":3}}',
    );
  });
});
