import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { RequestInstance } from "../../../src/contract/request-schema.ts";
import { type RequestArbitraries, requestArbitraries } from "../../../src/exports/request-arbitraries.ts";
import { OperationUnderTest } from "../../../src/generation/operation-under-test.ts";
import { contract } from "../../fixtures/project.ts";

const all = requestArbitraries(contract) as unknown as {
  readonly [id: string]: RequestArbitraries<RequestInstance>;
};
const RUNS = { numRuns: 60, seed: 1 };

describe.each(Object.values(contract.operations).map((operation) => [operation.id, operation] as const))(
  "requests of %s",
  (id, operation) => {
    const { requests } = new OperationUnderTest(contract, operation, 0);
    const { valid, withOneFault } = all[id]!;

    it("that are valid keep schema and rules", () => {
      fc.assert(
        fc.property(valid, (request) => requests.isLawful(request)),
        RUNS,
      );
    });

    it("with one fault are refused for the place that is told", () => {
      fc.assert(
        fc.property(withOneFault, ({ request, fault }) => {
          const errors = requests.validate(request);
          if (fault.keyword === "rule") {
            const broken = operation.rules.find((rule) => rule.id === fault.rule);
            expect({ errors, broken: broken?.docs }).toEqual({ errors: [], broken: fault.docs });
            expect(requests.isLawful(request)).toBe(false);
          } else expect(errors.map(({ instancePath }) => instancePath).join()).not.toBe("");
        }),
        RUNS,
      );
    });
  },
);

it("shrink to what shows a failure, and nothing else", () => {
  const found = fc.check(
    fc.property(all["create-calendar"]!.valid, ({ body }) => !("slotBuffer" in (body as object))),
    { numRuns: 500, seed: 3 },
  );
  expect(Object.keys(found.counterexample![0].body as object).sort()).toEqual([
    "locationId",
    "name",
    "slotBuffer",
  ]);
});

it("are the same for the same seed", () => {
  const { valid, withOneFault } = all["create-calendar"]!;
  for (const arbitrary of [valid, withOneFault] as readonly fc.Arbitrary<unknown>[])
    expect(fc.sample(arbitrary, RUNS)).toEqual(fc.sample(arbitrary, RUNS));
});
