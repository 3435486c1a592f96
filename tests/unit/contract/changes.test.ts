import { expect, it } from "vitest";
import { type Change, changesBetween, withChanges } from "../../../src/contract/changes.ts";
import type { Json } from "../../../src/core/json.ts";

it.each<[string, Json, Json, object[]]>([
  ["nothing", { a: [1] }, { a: [1] }, []],
  ["a member that is there no more", { a: 1, b: 2 }, { b: 2 }, [{ at: "/a" }]],
  ["a new member", { a: 1 }, { a: 1, "b/c": null }, [{ at: "/b~1c", value: null }]],
  ["another value deep down", { a: [{ b: 1 }, 2] }, { a: [{ b: 3 }, 2] }, [{ at: "/a/0/b", value: 3 }]],
  ["a list of another length", { a: [1, 2] }, { a: [1] }, [{ at: "/a", value: [1] }]],
  ["the whole", 1, "a", [{ at: "", value: "a" }]],
])("changes: %s", (_, before, after, changes) => {
  const found: readonly Change[] = changesBetween(before, after);
  expect(found).toEqual(changes);
  expect(withChanges(before, found)).toEqual(after);
});
