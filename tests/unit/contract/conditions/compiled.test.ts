import fc from "fast-check";
import { expect, it } from "vitest";
import { compiled } from "../../../../src/contract/conditions/compiled.ts";
import { matches } from "../../../../src/contract/conditions/matches.ts";
import { conditions, values } from "./random-rules.ts";

it("a compiled condition holds of what the condition holds", () => {
  fc.assert(
    fc.property(conditions, values, (schema, value) => {
      expect(compiled(schema)(value)).toBe(matches(schema, value));
    }),
    { numRuns: 4000 },
  );
});
