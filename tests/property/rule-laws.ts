import { describe, expect, it } from "vitest";
import type { Draft } from "../../src/cases/kind.ts";
import { rule } from "../../src/cases/rule.ts";
import type { Schema } from "../../src/contract/contract.ts";
import type { Json } from "../../src/core/json.ts";
import { isObject, valueAt } from "../../src/core/json.ts";
import { draftsOf, everyContract } from "./contexts.ts";
import { complaint, Independent } from "./independent.ts";

const contracts = await everyContract();

describe.each(contracts)("cases of the rules of $name", ({ context, lawful }) => {
  const drafts = draftsOf(rule, context);
  const of = (id: string, how: "broken" | "kept"): Draft[] =>
    drafts.filter(({ name }) => name.startsWith(`${id}/${how}/`));

  it("break one rule and no other, the schema kept, at least once for each rule that can be broken", () => {
    for (const { id, breaks } of context.underTest.rules) {
      expect(of(id, "broken").length > 0, `${id} is broken`).toBe(breaks !== false);
      for (const { name, body, expect: wanted, fault } of of(id, "broken")) {
        expect(wanted).toBe("reject");
        expect(fault, name).toMatchObject({ kind: "rule", rule: id });
        expect(lawful.request.accepts(body), name).toBe(true);
        const broken = lawful.rules.filter((one) => one.breaks.accepts(body)).map((one) => one.id);
        expect(broken, name).toEqual([id]);
      }
    }
  });

  it("break a rule once for each value that it names", () => {
    for (const { id, breaks } of context.underTest.rules) {
      for (const { pointer, values } of namedValues(breaks)) {
        const sent = of(id, "broken").map(({ body }) => valueAt(body, pointer));
        for (const value of values) expect(sent, `${id} ${pointer}`).toContainEqual(value);
      }
    }
  });

  it("keep every rule where one is kept, and that rule has something to say", () => {
    for (const { id, keeps } of context.underTest.rules) {
      expect(of(id, "kept").length, `${id} is kept`).toBeGreaterThan(0);
      for (const { name, body } of of(id, "kept")) expect(complaint(lawful, body), name).toBeUndefined();
      if (typeof keeps !== "object" || keeps.if === undefined || keeps.then === undefined) continue;
      const applies = new Independent(keeps.if, context.underTest.contract.schemas);
      expect(
        of(id, "kept").some(({ body }) => applies.accepts(body)),
        `${id} applies`,
      ).toBe(true);
    }
  });

  it("keep a rule at its edge: a list that may have so many items has them", () => {
    for (const { id, keeps } of context.underTest.rules) {
      if (typeof keeps !== "object") continue;
      for (const [name, part] of Object.entries(partsOf(keeps.then))) {
        if (typeof part !== "object" || part.maxItems === undefined) continue;
        for (const { body } of of(id, "kept")) {
          const list = isObject(body) ? body[name] : undefined;
          if (Array.isArray(list)) expect(list, `${id} ${name}`).toHaveLength(part.maxItems);
        }
      }
    }
  });

  it("are the same for the same seed, and have names of their own", () => {
    expect(draftsOf(rule, context)).toEqual(drafts);
    expect(new Set(drafts.map(({ name }) => name)).size).toBe(drafts.length);
  });
});

const partsOf = (schema: Schema | undefined): { readonly [name: string]: Schema } =>
  typeof schema === "object" ? (schema.properties ?? {}) : {};

/** The enums that a condition lists for properties of the body itself. */
function namedValues(schema: Schema): { pointer: string; values: readonly Json[] }[] {
  return Object.entries(partsOf(schema)).flatMap(([name, part]) =>
    typeof part === "object" && part.enum ? [{ pointer: `/${name}`, values: part.enum }] : [],
  );
}
