import assert from "node:assert/strict";
import { describe, it } from "node:test";
import {
  decode,
  encode,
  isKnown,
  ProtocolError,
} from "../../resources/META-INF/resources/tapewire/client/protocol.js";

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
    for (const type of ["connected", "pong", "terminal_output", "task_status", "gap", "error"]) {
      assert.equal(isKnown(type), true, type);
    }
    assert.equal(isKnown("constructor"), false);
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
    "data that is no object": '{"type":"pong","data":"x"}',
    "output without a channel": '{"type":"terminal_output","epoch":"e","offset":1,"data":{"output":""}}',
    "output without an epoch": '{"type":"terminal_output","channel":"b","offset":1,"data":{"output":""}}',
    "output without an offset": '{"type":"terminal_output","channel":"b","epoch":"e","data":{"output":""}}',
    "output that is no string":
      '{"type":"terminal_output","channel":"b","epoch":"e","offset":1,"data":{"output":1}}',
    "first behind offset": '{"type":"task_status","channel":"b","epoch":"e","first":3,"offset":2,"data":{}}',
    "a gap without an end": '{"type":"gap","channel":"b","data":{"from":1}}',
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
