import { describe, expect, it } from "vitest";
import type { Draft } from "../../src/cases/kind.ts";
import { rule } from "../../src/cases/rule.ts";
import type { Schema } from "../../src/contract/contract.ts";
import type { Json } from "../../src/core/json.ts";
import { equal, isObject, valueAt } from "../../src/core/json.ts";
import { sampled } from "../fixtures/sampled.ts";
import { draftsOf, everyContract } from "./contexts.ts";
import { complaint, Independent } from "./independent.ts";

const contracts = await everyContract();

for (const { options, rows } of sampled(contracts, 8))
  describe.each(rows)("cases of the rules of $name", options, ({ context, lawful }) => {
    const { rules } = context.underTest;
    const drafts = draftsOf(rule, context);
    const of = (id: string, how: "broken" | "kept"): Draft[] =>
      drafts.filter(({ name }) => name.startsWith(`${id}/${how}/`));

    it("break one rule and no other, the schema kept, at least once for each rule that can be broken", () => {
      const broken = rules.filter(({ id }) => of(id, "broken").length > 0);
      expect(broken).toEqual(rules.filter(({ breaks }) => breaks !== false));
      for (const { id } of rules) {
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
      const unsent = rules.flatMap(({ id, breaks }) =>
        namedValues(breaks).flatMap(({ pointer, values }) => {
          const sent = of(id, "broken").map(({ body }) => valueAt(body, pointer));
          return values
            .filter((value) => !sent.some((one) => equal(one, value)))
            .map((value) => [id, pointer, value]);
        }),
      );
      expect(unsent).toEqual([]);
    });

    it("keep every rule where one is kept, and that rule has something to say", () => {
      expect(rules.filter(({ id }) => of(id, "kept").length === 0)).toEqual([]);
      for (const { id, keeps } of rules) {
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
      const shorter = rules.flatMap(({ id, keeps }) =>
        Object.entries(partsOf(typeof keeps === "object" ? keeps.then : undefined)).flatMap(
          ([name, part]) => {
            const most = typeof part === "object" ? part.maxItems : undefined;
            const lists = of(id, "kept").map(({ body }) => (isObject(body) ? body[name] : undefined));
            return lists.filter((list) => most !== undefined && Array.isArray(list) && list.length !== most);
          },
        ),
      );
      expect(shorter).toEqual([]);
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
