import { describe, expect, test } from "vitest";
import { docPointer, instancePointer } from "../../../src/contract/pointers.ts";
import type { Json } from "../../../src/core/json.ts";
import { WorkingBodies } from "../../../src/report/working-bodies.ts";
import { caseOf, judged } from "./events.ts";

const FAULT = {
  severity: "violation" as const,
  subject: { kind: "named" as const, name: "x" },
  at: instancePointer("/a"),
  title: "t",
  expected: 1,
  received: 2,
  docs: docPointer("#/x"),
  clause: "c",
};

function bodies(
  ...kept: readonly (readonly [body: Json, status?: number, isFaulty?: boolean])[]
): WorkingBodies {
  const working = new WorkingBodies("ct7");
  for (const [index, [body, status = 201, isFaulty = false]] of kept.entries())
    working.add(
      judged(caseOf(body, { id: `covering/${index}` }), status, [
        { check: "echo", violations: isFaulty ? [FAULT] : [] },
      ]),
    );
  return working;
}

describe("the nearest body that works", () => {
  test("is the accepted one with the fewest differences, each told with both values", () => {
    const working = bodies([{ a: 1, b: [1, 2], c: {} }], [{ a: 1, b: [1, 3] }], [{ z: 0 }]);
    expect(working.nearest({ a: 2, b: [1, 3] })).toEqual({
      case: "covering/1",
      changes: [{ at: "/a", works: 1, fails: 2 }],
    });
    expect(working.nearest({ a: 1, b: [1, 2], c: {}, d: null })).toEqual({
      case: "covering/0",
      changes: [{ at: "/d", fails: null }],
    });
  });

  test("is none that was refused, that a check finds fault with, or that differs too much", () => {
    expect(bodies([{ a: 1 }, 422], [{ a: 1 }, 201, true]).nearest({ a: 1 })).toBeUndefined();
    const far = Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`k${index}`, index]));
    expect(bodies([{ a: 1 }]).nearest(far)).toBeUndefined();
  });

  test("differs in no value that only carries the run's tag", () => {
    expect(bodies([{ name: "ct7x1 test" }]).nearest({ name: "ct7x2 test", a: 1 })?.changes).toEqual([
      { at: "/a", fails: 1 },
    ]);
  });
});
