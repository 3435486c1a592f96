import { describe, expect, it } from "vitest";
import { lifecycle } from "../../../src/checks/lifecycle.ts";
import type { ResourceState } from "../../../src/http/exchange.ts";
import { answerOf, caseOf, judgedBy } from "./exchanges.ts";

const created = { id: "1", note: "a" };
const about = (resource: ResourceState, status: number, body: unknown) =>
  judgedBy(lifecycle, caseOf({ resource }), answerOf(status, body))?.map(({ title }) => title);

describe("lifecycle", () => {
  it.each<[string, ResourceState, number, unknown]>([
    ["a deletion", { step: "delete", exists: true, created }, 200, {}],
    ["a read of what is gone that is refused", { step: "read", exists: false, created }, 404, {}],
    ["an id that is empty, which another check tells", { step: "read", exists: true, created: {} }, 500, {}],
  ])("has nothing to say of %s", (_, resource, status, body) =>
    expect(about(resource, status, body) ?? []).toEqual([]),
  );

  it.each<[string, ResourceState, number]>([
    ["a resource that exists cannot be read", { step: "read", exists: true, created }, 404],
    ["a resource that exists cannot be deleted", { step: "delete", exists: true, created }, 404],
    ["a deleted resource can still be read", { step: "read", exists: false, created }, 200],
    ["deleting what is deleted succeeds", { step: "delete", exists: false, created }, 200],
  ])("tells that %s", (title, resource, status) => expect(about(resource, status, {})).toEqual([title]));

  it("does not apply to a request about no resource", () => {
    expect(judgedBy(lifecycle, caseOf(), answerOf(200, {}))).toBeUndefined();
  });

  it("tells a delay as what it is, and as no fault", () => {
    const late: ResourceState = { step: "read", exists: true, created, delayMs: 400 };
    const found = judgedBy(lifecycle, caseOf({ resource: late }), answerOf(200, {}));
    expect(found?.map(({ title, severity }) => [title, severity])[0]).toEqual([
      "a creation shows in a read 400 ms later",
      "observation",
    ]);
  });
});
