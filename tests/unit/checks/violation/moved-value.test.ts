import { describe, expect, it } from "vitest";
import { moveOf } from "../../../../src/checks/violation/moved-value.ts";
import { instancePointer } from "../../../../src/contract/pointers.ts";
import type { Json } from "../../../../src/core/json.ts";

describe("the field in which a value came back", () => {
  const other = (
    at: string,
    sent: object,
    received: object,
    defaults: { readonly [at: string]: Json } = {},
  ) =>
    moveOf(instancePointer(at), {
      sent,
      received,
      defaultAt: (pointer) => defaults[pointer],
      isDocumented: (pointer) => !pointer.endsWith("odd") && !pointer.endsWith("A"),
    });
  const swap = (pointer: string) => ({ kind: "swapped with", other: pointer });
  const rename = (pointer: string) => ({ kind: "renamed to", other: pointer });

  it.each<[string, object, object, string]>([
    ["beside it", { a: 1, b: 2 }, { a: 2, b: 1 }, "/b"],
    ["beside one that is only changed", { a: 1, x: 5, b: 2 }, { a: 2, x: 6, b: 1 }, "/b"],
  ])("is one that it was swapped with %s", (_, sent, received, at) =>
    expect(other("/a", sent, received)).toEqual(swap(at)),
  );

  it.each<[string, object, object, string]>([
    ["was not sent and has docs", { a: 1 }, { b: 1 }, "/b"],
    ["has no docs, by a value that tells", { a: "long text" }, { odd: "long text" }, "/odd"],
    ["has no docs, by a long number", { a: 12345 }, { odd: 12345 }, "/odd"],
    ["has no docs, by an object", { a: { b: 1 } }, { odd: { b: 1 } }, "/odd"],
  ])("is a new name for it where it %s", (_, sent, received, at) =>
    expect(other("/a", sent, received)).toEqual(rename(at)),
  );

  it.each<[string, string, object, object, string, boolean?]>([
    ["snake_case", "/isOn", { isOn: true }, { is_on: true }, "/is_on"],
    ["snake_case", "/isOn", { isOn: { a: 1 } }, { is_on: { b: 1 } }, "/is_on", true],
    ["PascalCase", "/isOn", { isOn: true }, { IsOn: true }, "/IsOn"],
    ["kebab-case", "/isOn", { isOn: true }, { "is-on": true }, "/is-on"],
    ["camelCase", "/is_on", { is_on: true }, { isOn: true }, "/isOn"],
    ["camelCase", "/baseURL", { baseURL: "a" }, { baseUrl: "a" }, "/baseUrl"],
  ])("is the same name in %s: %s", (convention, at, sent, received, wanted, isChanged = false) => {
    const found = moveOf(instancePointer(at), {
      sent,
      received,
      defaultAt: () => undefined,
      isDocumented: (pointer) => pointer === at,
    });
    expect(found).toEqual({ kind: "renamed to", other: wanted, convention, isChanged });
  });

  it("is found within an object", () => {
    expect(other("/in/a", { in: { a: 1, b: 2 } }, { in: { a: 2, b: 1 } })).toEqual(swap("/in/b"));
  });

  it("counts as its default where it was not sent", () => {
    expect(other("/a", { a: 1 }, { a: 0, b: 1 }, { "/b": 0 })).toEqual(swap("/b"));
    expect(other("/a", { a: 1 }, { a: 0, b: 1 })).toBeUndefined();
  });

  it.each<[string, object, object]>([
    ["it is only changed", { a: 1, b: 2 }, { a: 3, b: 2 }],
    ["the other kept its value", { a: 1, b: 2 }, { a: 2, b: 2 }],
    ["the other got something else", { a: 1, b: 2 }, { a: 2, b: 3 }],
    ["it got something else", { a: 1, b: 2 }, { a: 3, b: 1 }],
    ["both are the same", { a: 1, b: 1 }, { a: 2, b: 1 }],
    ["it is dropped, and a field without docs has a common value", { a: true }, { odd: true }],
    ["it is dropped, and a field without docs has a common text", { a: "no" }, { odd: "no" }],
    ["it is in a list", { a: [1, 2] }, { a: [2, 1] }],
  ])("is none where %s", (_, sent, received) => {
    expect(other("/a", sent, received)).toBeUndefined();
  });
});
