import { describe, expect, it } from "vitest";
import { invalid } from "../../src/cases/invalid.ts";
import type { Draft, KindContext } from "../../src/cases/kind.ts";
import { mentions } from "../../src/contract/conditions/parts.ts";
import type { Contract } from "../../src/contract/contract.ts";
import type { InstanceGenerator } from "../../src/contract/instance-generator.ts";
import type { Location } from "../../src/contract/locations.ts";
import type { Json } from "../../src/core/json.ts";
import { tokensOf, withValueAt } from "../../src/core/json.ts";
import { randomOf } from "../../src/core/seed.ts";
import { withoutPauses } from "../../src/core/slices.ts";
import { brokenKeyword, faultyLocation, isSchemaFault } from "../../src/generation/fault.ts";
import { OperationUnderTest } from "../../src/generation/operation-under-test.ts";
import { sampled } from "../fixtures/sampled.ts";
import { complaint, type IndependentOperation, independently } from "./independent.ts";

/** The laws of bodies with one fault, whatever the document; `seeds` says how often they are made. */
export function describeInvalidLaws(
  name: string,
  load: () => Promise<Contract>,
  seeds: readonly number[],
): void {
  describe(`invalid bodies of ${name}`, async () => {
    const contract = await load();
    const operation = Object.values(contract.operations).find(({ requestBody }) => requestBody)!;
    const underTest = new OperationUnderTest(contract, operation, 1);
    const { bodyLocations: locations } = underTest;
    const lawful = independently(contract, operation);
    const contextOf = (seed: number): KindContext => ({
      underTest: new OperationUnderTest(contract, operation, seed),
    });
    const about = (rule: string) => mentions(underTest.rules.find(({ id }) => id === rule)!.breaks);
    const jsonDrafts = (seed: number): Draft[] =>
      [...withoutPauses(invalid.drafts(contextOf(seed)))].filter(
        (draft): draft is Draft =>
          "body" in draft &&
          draft.body !== undefined &&
          draft.text === undefined &&
          draft.expect === "reject" &&
          draft.fault?.kind !== "several",
      );

    for (const { options, rows } of sampled(seeds, seeds.length))
      it.each(rows)(
        "are broken in the intended place alone, and valid when that is repaired (seed %i)",
        options,
        (seed) => {
          const drafts = jsonDrafts(seed);
          expect(drafts.length).toBeGreaterThan(3);
          for (const draft of drafts) {
            const wrong =
              elsewhere(lawful, draft, about) ??
              unrepaired(lawful, draft, underTest.bodyGenerator!, locations);
            if (wrong !== undefined) expect.fail(`${draft.name}: ${wrong} ${JSON.stringify(draft.body)}`);
          }
        },
      );

    it("have names of their own, and are the same for the same seed", () => {
      const drafts = jsonDrafts(3);
      expect(new Set(drafts.map(({ name }) => name)).size).toBe(drafts.length);
      expect(jsonDrafts(3)).toEqual(drafts);
    });
  });
}

const speaksOf = (places: ReadonlySet<string>, location: string): boolean =>
  [...places].some((place) => place === location || place.startsWith(`${location}/`));

/** The place with `-` for the items of lists. */
const siteOf = (at: string): string => at.replaceAll(/\/\d+(?=\/|$)/g, "/-");

/**
 * What is wrong beside the fault: an error in another place, or a broken rule; a sentence about the items of a list says
 * nothing of a text in the list's place, although the condition holds of it in JSON Schema's reading.
 */
function elsewhere(
  { request, rules }: IndependentOperation,
  { body, fault }: Draft,
  about: (rule: string) => ReadonlySet<string>,
): string | undefined {
  if (request.accepts(body)) return "is valid";
  const broken = rules.find(
    ({ id, breaks }) =>
      breaks.accepts(body) &&
      !(
        isSchemaFault(fault) &&
        brokenKeyword(fault) === "type" &&
        speaksOf(about(id), siteOf(faultyLocation(fault!)))
      ),
  );
  if (broken) return `breaks the rule ${broken.id} as well`;
  const at = faultyLocation(fault!);
  const parent = at.slice(0, at.lastIndexOf("/"));
  const other = request.errors(body).find(({ keyword, instanceLocation, keywordLocation }) => {
    // What the other alternatives say is told at their own places; repairing shows that it is one fault.
    if (/\/(one|any)Of\/\d/.test(keywordLocation)) return false;
    const place = decodeURIComponent(instanceLocation.slice(1));
    return !(place === at || place.startsWith(`${at}/`) || (keyword === "required" && place === parent));
  });
  return other && `has an error elsewhere: ${JSON.stringify(other)}`;
}

/** Puts generated values in the place of the fault until one is valid; says so where none is. */
function unrepaired(
  lawful: IndependentOperation,
  { body, fault }: Draft,
  root: InstanceGenerator,
  locations: readonly Location[],
): string | undefined {
  const random = randomOf(1);
  const tokens = tokensOf(faultyLocation(fault!));
  const generator = tokens.reduce<InstanceGenerator | undefined>((at, token) => at?.at?.(token), root);
  // A generator of a union answers for its first alternative; what tells the others apart stands in their schemas.
  for (const { schema } of locations.filter(({ docs }) => docs === fault!.docs))
    for (const value of schema.enum ?? (schema.const === undefined ? [] : [schema.const]))
      if (complaint(lawful, withValueAt(body!, faultyLocation(fault!), value)) === undefined)
        return undefined;
  if (generator === undefined) return `has a fault where nothing is described, ${faultyLocation(fault!)}`;
  let wrong: string | undefined;
  for (let tries = 0; tries < 300; tries++) {
    const value: Json = generator.make(random);
    wrong = complaint(lawful, withValueAt(body!, faultyLocation(fault!), value));
    if (wrong === undefined) return undefined;
  }
  return `cannot be repaired at ${faultyLocation(fault!)}: ${wrong}`;
}
