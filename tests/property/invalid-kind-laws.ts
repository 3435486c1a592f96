import { describe, expect, it } from "vitest";
import { invalid } from "../../src/cases/invalid.ts";
import { valueAt } from "../../src/core/json.ts";
import { brokenKeyword, isSchemaFault } from "../../src/generation/fault.ts";
import { faultsOf } from "../../src/generation/faults.ts";
import { typeFaults } from "../../src/generation/type-faults.ts";
import { sampled } from "../fixtures/sampled.ts";
import { everyContract, knownDrafts, SHIPPED } from "./contexts.ts";

const contracts = await everyContract();

for (const { options, rows } of sampled(contracts, 8))
  describe.each(rows)("invalid cases of $name", options, ({ name, context }) => {
    const drafts = knownDrafts(invalid, context);
    const hasCase = (docs: string, keyword: string) =>
      drafts.some(
        ({ fault }) => isSchemaFault(fault) && fault.docs === docs && brokenKeyword(fault) === keyword,
      );

    it("have at least one wrong type for each place that takes not all of them", () => {
      const missing = context.underTest.bodyLocations
        .filter((location) => typeFaults(location).length > 0 && !hasCase(location.docs, "type"))
        .map(({ pointer, branch }) => `${pointer} ${branch}`);
      expect(missing).toEqual(ALONE_IMPOSSIBLE[name]?.type ?? []);
    });

    it("break each documented constraint once, rules kept", () => {
      const missing = context.underTest.bodyLocations.flatMap((location) =>
        faultsOf(location)
          .filter(({ keyword }) => !hasCase(location.docs, keyword))
          .map(({ keyword, variant }) => `${location.pointer} ${location.branch} ${keyword} ${variant}`),
      );
      expect(missing).toEqual(ALONE_IMPOSSIBLE[name]?.constraint ?? []);
    });

    it("have every bad request as a whole: refused where the docs say so, else only observed", () => {
      const expectations = Object.fromEntries(
        drafts
          .filter((one) => one.name.startsWith("request/"))
          .map((one) => [one.name.slice("request/".length), one.expect]),
      );
      expect(expectations).toEqual({
        ...(context.underTest.operation.requestBody!.required ? { "no-body": "reject" } : {}),
        "empty-body": "reject",
        "not-json": "reject",
        "truncated-json": "reject",
        "comma-at-the-end": "reject",
        "more-after-json": "reject",
        null: "reject",
        "odd-names": "observe",
        "an-array": "reject",
        "a-string": "reject",
        "duplicate-keys": "observe",
        "wrong-content-type": "observe",
        "one-mebibyte": "observe",
      });
    });

    it("have bodies of many faults, each of which breaks the schema for itself and lies beside the others", () => {
      expect(drafts.length).toBeGreaterThan(0);
      for (const { name, body, fault } of drafts) {
        if (fault?.kind !== "several") continue;
        const { each = [] } = fault;
        expect(each.length, name).toBeGreaterThanOrEqual(3);
        const errors = context.underTest.validate(body);
        for (const { at, value, name: alone } of each) {
          expect(valueAt(body, at), alone).toEqual(value);
          expect(drafts.some((draft) => draft.name === alone) || errors.length > 0, alone).toBe(true);
          const others = each.filter((other) => other.at !== at).map((other) => other.at);
          expect(others.filter((other) => other.startsWith(`${at}/`) || at.startsWith(`${other}/`))).toEqual(
            [],
          );
        }
      }
    });

    it("make a fault alone that a body of many holds, as it is in its turn", () => {
      const some = drafts.filter(({ fault }) => fault?.kind === "schema").slice(0, 5);
      expect(some.length).toBe(5);
      for (const draft of some)
        expect(invalid.named?.(context, draft.name)).toMatchObject({ ...draft, priority: 1 });
    });
  });

/** Faults that no body can have alone, each with its reason. */
const ALONE_IMPOSSIBLE: { readonly [name: string]: { type?: string[]; constraint?: string[] } } = {
  // Without a page there is none with a photo either, which its rule asks for.
  album: { constraint: ["/pages  minItems too few"] },
};

describe("requests that are broken as a whole", () => {
  const { context } = contracts.find(({ name }) => name === SHIPPED)!;
  const whole = JSON.stringify({ name: "x", more: 1 });
  const drafts = knownDrafts(invalid, { ...context, isNamed: true });
  const textOf = (name: string) => drafts.find((one) => one.name === `request/${name}`)!.text!(whole);
  const isJson = (text: string) => {
    try {
      JSON.parse(text);
      return true;
    } catch {
      return false;
    }
  };

  it.each(["empty-body", "not-json", "truncated-json"])("%s is not JSON", (name) => {
    expect(isJson(textOf(name))).toBe(false);
  });

  it.each([
    ["an-array", Array.isArray],
    ["a-string", (value: unknown) => typeof value === "string"],
  ] as const)("%s is JSON of another type", (name, is) => {
    expect(is(JSON.parse(textOf(name)))).toBe(true);
  });

  it("nests 10,000 deep only where the kind is asked for by its name", () => {
    const named = (among: readonly { readonly name: string }[]) =>
      among.some(({ name }) => name === "request/deep-nesting");
    expect([named(drafts), named(knownDrafts(invalid, context))]).toEqual([true, false]);
    expect(invalid.named?.(context, "request/deep-nesting")).toBeDefined();
  });

  it("duplicates a key, exceeds a mebibyte, nests 10,000 deep, all of it JSON", () => {
    const [key] = Object.keys(JSON.parse(textOf("duplicate-keys")));
    expect(textOf("duplicate-keys").split(`"${key}":`).length).toBeGreaterThan(2);
    expect(textOf("one-mebibyte").length).toBeGreaterThan(1024 * 1024);
    expect(textOf("deep-nesting")).toContain("[".repeat(10_000));
    expect(["duplicate-keys", "one-mebibyte", "deep-nesting"].map(textOf).every(isJson)).toBe(true);
  });
});
