import { beforeAll, describe, expect, it } from "vitest";
import { compiled } from "../../src/contract/conditions/compiled.ts";
import type { Contract, Operation, RequestArbitrary, Schema } from "../../src/contract/contract.ts";
import { locationsOf } from "../../src/contract/locations.ts";
import { typesOf } from "../../src/contract/schema.ts";
import { SchemaAtLocation } from "../../src/contract/schema-at-location.ts";
import type { Json } from "../../src/core/json.ts";
import { tokensOf, withValueAt } from "../../src/core/json.ts";
import { randomOf } from "../../src/core/seed.ts";
import { OperationUnderTest } from "../../src/generation/operation-under-test.ts";
import { complaint, type IndependentOperation, independently, placesOf } from "./independent.ts";

export interface Counts {
  /** Bodies that are made and validated, one in ten of them by the independent validator too, which is slow. */
  readonly bodies: number;
  /** Bodies that are shrunk step by step. */
  readonly shrunk: number;
  /** Bodies of which one place is replaced at random. */
  readonly mutated: number;
}

/** What stands in the place of a value when a body is mutated; undefined takes it out. */
const REPLACEMENTS: readonly (Json | undefined)[] = [
  undefined, null, true, false, "", "x", "some other text", 0, -1, 1.5, 7, 1e9, [], [null], [[]], {}, { x: 1 },
]; // biome-ignore format: a list reads better in lines

/** The laws that the bodies of an operation obey, whatever its document. */
export function describeBodyLaws(
  name: string,
  load: () => Promise<Contract>,
  { bodies: count, shrunk, mutated }: Counts,
): void {
  describe(`bodies of ${name}`, () => {
    let contract: Contract;
    let operation: Operation;
    let arbitrary: RequestArbitrary;
    let lawful: IndependentOperation;
    const make = (seed: number) => arbitrary.generate(randomOf(seed)).value as Json;

    beforeAll(async () => {
      contract = await load();
      operation = Object.values(contract.operations).find(({ requestBody }) => requestBody)!;
      arbitrary = contract.arbitraries[operation.id]!;
      lawful = independently(contract, operation);
    });

    it(`are valid and keep every rule, ${count} of them; each value that a rule does not forbid occurs, no read-only one`, () => {
      const seen = new Map<string, Set<string>>();
      for (let seed = 0; seed < count; seed++) {
        const body = make(seed);
        const wrong = seed % 10 === 0 ? complaint(lawful, body) : undefined;
        if (wrong !== undefined) expect.fail(`seed ${seed}: ${wrong} ${JSON.stringify(body)}`);
        if (!isLawful(contract, operation, body)) expect.fail(`seed ${seed}: ${JSON.stringify(body)}`);
        for (const { location, value } of placesOf(body)) {
          const values = seen.get(location) ?? new Set();
          if (values.size < 100) values.add(JSON.stringify(value));
          seen.set(location, values);
        }
      }
      expect(unseen(contract, operation, seen), "values that never occur").toEqual([]);
      const { schema, docs } = operation.requestBody!;
      const readOnly = [...seen.keys()].filter(
        (location) => new SchemaAtLocation(schema, docs, contract.schemas).at(location)?.schema.readOnly,
      );
      expect(readOnly, "read-only places").toEqual([]);
    });

    it("are the same for the same seed, and others for another", () => {
      const texts = Array.from({ length: 50 }, (_, seed) => JSON.stringify(make(seed)));
      expect(Array.from({ length: 50 }, (_, seed) => JSON.stringify(make(seed)))).toEqual(texts);
      expect(new Set(texts).size).toBeGreaterThan(40);
    });

    it("stay small", () => {
      for (let seed = 0; seed < 200; seed++) expect(JSON.stringify(make(seed)).length).toBeLessThan(20_000);
    });

    it("shrink to valid bodies that keep every rule, and come to an end", () => {
      const random = randomOf(5);
      let ended = 0;
      for (let seed = 0; seed < shrunk; seed++) {
        let body = make(seed);
        for (let steps = 0; ; steps++) {
          if (steps > 2000) expect.fail(`seed ${seed}: no end of shrinking`);
          const simpler = [...arbitrary.shrink(body).take(12)].map(({ value }) => value as Json);
          if (simpler.length === 0) break;
          const next = simpler[random.nextInt(0, simpler.length - 1)]!;
          const wrong = complaint(lawful, next);
          if (wrong !== undefined)
            expect.fail(
              `seed ${seed}: shrunk from ${JSON.stringify(body)} to ${JSON.stringify(next)}: ${wrong}`,
            );
          body = next;
        }
        ended += 1;
      }
      expect(ended).toBe(shrunk);
    });

    it("are judged alike by the generated validators and the compiled rules, changed at one place or not", () => {
      const random = randomOf(11);
      const validators = contract.validators[operation.id]!;
      let refused = 0;
      for (let seed = 0; seed < mutated; seed++) {
        const body = mutate(make(seed), random);
        const valid = lawful.request.accepts(body);
        if (!valid) refused += 1;
        expect(validators.request!(body), `${JSON.stringify(body)} is ${valid ? "" : "in"}valid`).toBe(valid);
        for (const rule of lawful.rules) {
          const { keeps } = operation.rules.find(({ id }) => id === rule.id)!;
          expect(compiled(keeps)(body), `${rule.id} ${JSON.stringify(body)}`).toBe(rule.keeps.accepts(body));
          expect(validators.breaks[rule.id]!(body), rule.id).toBe(rule.breaks.accepts(body));
        }
      }
      expect(refused, "mutants that are refused").toBeGreaterThan(mutated / 10);
    });
  });
}

/** By the generated validators and the compiled rules, which a law of their own holds to be right. */
function isLawful(contract: Contract, { id, rules }: Operation, body: Json): boolean {
  const { request, breaks } = contract.validators[id]!;
  return request!(body) && rules.every((rule) => compiled(rule.keeps)(body) && !breaks[rule.id]!(body));
}

function mutate(body: Json, random: ReturnType<typeof randomOf>): Json {
  const places = [...placesOf(body)].slice(1);
  const place = places[random.nextInt(0, places.length)];
  if (place === undefined) return body;
  return withValueAt(body, place.at, REPLACEMENTS[random.nextInt(0, REPLACEMENTS.length - 1)]);
}

/** Each enum value, constant, boolean and null that the schema lists, no body had, and no rule forbids, by its place. */
function unseen(
  contract: Contract,
  operation: Operation,
  seen: ReadonlyMap<string, ReadonlySet<string>>,
): string[] {
  const { schema, docs } = operation.requestBody!;
  const underTest = new OperationUnderTest(contract, operation, 1);
  return locationsOf(schema, docs, contract.schemas).flatMap((location) => {
    const types = typesOf(location.schema);
    const listed =
      location.schema.enum ?? (location.schema.const === undefined ? [] : [location.schema.const]);
    const wanted: Json[] = [
      ...listed,
      ...(listed.length === 0 && types.includes("boolean") ? [true, false] : []),
      ...(listed.length === 0 && types.includes("null") ? [null] : []),
    ];
    return wanted
      .filter((value) => !seen.get(location.pointer)?.has(JSON.stringify(value)))
      .filter(
        (value) =>
          underTest.baseInstance([holding(tokensOf(location.pointer), { const: value })], 1) !== undefined,
      )
      .map((value) => `${location.pointer} ${JSON.stringify(value)}`);
  });
}

/** Bodies in which the place, or one of the places, meets a condition. */
function holding([token, ...rest]: readonly string[], condition: Schema): Schema {
  if (token === undefined) return condition;
  const inner = holding(rest, condition);
  return token === "-" ? { contains: inner } : { required: [token], properties: { [token]: inner } };
}
