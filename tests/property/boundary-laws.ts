import { describe, expect, it } from "vitest";
import { boundary } from "../../src/cases/boundary.ts";
import { covering } from "../../src/cases/covering.ts";
import { invalid } from "../../src/cases/invalid.ts";
import type { Location } from "../../src/contract/locations.ts";
import { locationPattern } from "../../src/contract/pointers.ts";
import { boundariesOf } from "../../src/coverage/boundaries.ts";
import { occurrences } from "../../src/generation/covering/levels.ts";
import { faultyLocation } from "../../src/generation/fault.ts";
import { SPECIAL_VALUES } from "../../src/generation/values/index.ts";
import { sampled } from "../fixtures/sampled.ts";
import { draftsOf, everyContract, knownDrafts, SHIPPED } from "./contexts.ts";
import { complaint, placesOf } from "./independent.ts";

const contracts = await everyContract();

for (const { options, rows } of sampled(contracts, 8))
  describe.each(rows)("boundary cases of $name", options, ({ name, context, lawful }) => {
    const drafts = knownDrafts(boundary, context);

    it("are valid and keep every rule where they are to be accepted, and are invalid where not", () => {
      expect(drafts.length).toBeGreaterThan(0);
      for (const { name, expect: wanted, body } of drafts) {
        if (wanted !== "reject") expect(complaint(lawful, body), name).toBeUndefined();
        else expect(lawful.request.accepts(body), name).toBe(false);
      }
    });

    it("reach every documented bound from both sides, together with covering and invalid cases", () => {
      const single = knownDrafts(invalid, context).filter(({ fault }) => fault?.kind !== "several");
      const bodies = [...drafts, ...knownDrafts(covering, context), ...single].flatMap(({ body }) =>
        body === undefined ? [] : [body],
      );
      const unreached = context.underTest.bodyLocations
        .flatMap(boundariesOf)
        .filter(
          ({ location, accepts }) =>
            !bodies.some((body) => [...occurrences(location, body)].some(({ value }) => accepts(value))),
        )
        .map(({ location, label }) => `${location.pointer} ${label}`);
      // Without a page there is none with a photo either, which a rule of the album asks for.
      expect(unreached).toEqual(name === "album" ? ["/pages minItems 1 outside"] : []);
    });

    it("are the same for the same seed, have names of their own and a priority", () => {
      expect(draftsOf(boundary, context)).toEqual(drafts);
      expect(new Set(drafts.map((one) => one.name)).size).toBe(drafts.length);
      for (const { priority } of drafts) expect(priority).toBeGreaterThan(0);
    });

    const isFree = context.underTest.bodyLocations.some(
      ({ schema }) =>
        schema.type === "string" &&
        ["enum", "const", "pattern", "format", "minLength", "maxLength", "x-binding"].every(
          (keyword) => !(keyword in schema),
        ),
    );

    it.runIf(name === SHIPPED || isFree)("take every special value that some location allows", () => {
      const names = new Set(drafts.flatMap((one) => one.name.split("/")[0]!.split("+")));
      const texts = SPECIAL_VALUES.filter(
        ({ value }) => typeof value(textLocation, "2020-01-01", 0) === "string",
      );
      expect(
        texts.map((one) => one.name).filter((one) => !one.startsWith("date-") && !names.has(one)),
      ).toEqual([]);
    });
  });

const textLocation: Location = {
  in: "body", pointer: locationPattern("/x"), memberPointer: locationPattern("/x"), tokens: ["x"], schema: { type: "string" }, docs: "", required: false, presence: true, branch: "", within: [], types: [], holding: () => true,
}; // biome-ignore format: a list reads better in lines

describe("invalid cases", () => {
  it("go half a step outside of a bound where fractions are allowed", () => {
    const { context, lawful } = contracts.find(({ name }) => name === SHIPPED)!;
    const fractions = knownDrafts(invalid, context).filter(({ name }) => name.endsWith("by-a-fraction"));
    const bounded = context.underTest.bodyLocations.filter(
      ({ schema }) => schema.type === "number" && (schema.minimum ?? schema.maximum) !== undefined,
    );
    expect(bounded.length).toBeGreaterThan(0);
    for (const { pointer } of bounded)
      expect(
        fractions.some(({ fault }) => faultyLocation(fault!).replaceAll(/\/\d+/g, "/-") === pointer),
        pointer,
      ).toBe(true);
    for (const { name, body, fault } of fractions) {
      expect(lawful.request.accepts(body), name).toBe(false);
      const values = [...placesOf(body!)]
        .filter(({ at }) => at === faultyLocation(fault!))
        .map(({ value }) => value);
      expect(values, name).toSatisfy(([value]: number[]) => value !== undefined && !Number.isInteger(value));
    }
  });
});
