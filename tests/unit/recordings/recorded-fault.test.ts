import { describe, expect, it } from "vitest";
import { instancePointer } from "../../../src/contract/pointers.ts";
import type { Json } from "../../../src/core/json.ts";
import type { Fault } from "../../../src/generation/fault.ts";
import { readFault, recordedFault } from "../../../src/recordings/recorded-fault.ts";
import { RecordingFields } from "../../../src/recordings/recording-fields.ts";

const clause = { docs: "#/x", expected: "better" } as const;

describe("a recorded fault", () => {
  it.each<[Fault, string, string]>([
    [{ kind: "schema", keyword: "enum", at: instancePointer("/a/0"), ...clause }, "invalid/a", '{"at":"/a/0","keyword":"enum","docs":"#/x","expected":"better"}'],
    [{ kind: "several", ...clause }, "fuzz/1", '{"at":"","keyword":"several","docs":"#/x","expected":"better"}'],
    [{ kind: "rule", rule: "token", at: instancePointer("/a"), ...clause }, "rule/token/broken/0", '{"at":"/a","keyword":"token","docs":"#/x","expected":"better","rule":"token"}'],
    [{ kind: "token", guard: "no-token", ...clause }, "door/no-token", '{"at":"","keyword":"token","docs":"#/x","expected":"better"}'],
    [{ kind: "header", guard: "unknown-version", ...clause }, "door/unknown-version", '{"at":"","keyword":"header","docs":"#/x","expected":"better"}'],
    [{ kind: "method", guard: "wrong-method", ...clause }, "door/wrong-method", '{"at":"","keyword":"method","docs":"#/x","expected":"better"}'],
    [{ kind: "request", how: "not-json", ...clause }, "invalid/request/not-json", '{"at":"","keyword":"request","docs":"#/x","expected":"better"}'],
  ])("%j is read as it was written", (fault, id, text) => {
    expect(JSON.stringify(recordedFault(fault))).toBe(text);
    const [kind = "", ...name] = id.split("/");
    const fields = new RecordingFields("file", "fault", JSON.parse(text) as Json);
    expect(readFault(fields, { kind, name: name.join("/") })).toEqual(fault);
  }); // biome-ignore format: a table reads better in lines
});
