import { describe, expect, it } from "vitest";
import { fuzz } from "../../src/cases/fuzz.ts";
import type { Draft, KindContext } from "../../src/cases/kind.ts";
import { withoutPauses } from "../../src/core/slices.ts";
import { type CaseOrigin, originOf } from "../../src/http/case-origin.ts";
import { sampled } from "../fixtures/sampled.ts";
import { contextOf, draftsOf, everyContract, SHIPPED } from "./contexts.ts";
import { complaint, type IndependentOperation } from "./independent.ts";

const MOST = 250;
const contracts = await everyContract();
const { context: shipped } = contracts.find(({ name }) => name === SHIPPED)!;

function misjudged(
  { request, rules }: IndependentOperation,
  { expect: wanted, body }: Draft,
): string | undefined {
  const isRefused = !request.accepts(body) || rules.some(({ breaks }) => breaks.accepts(body));
  if (wanted === "accept") return complaint({ request, rules }, body);
  return wanted === "reject" && !isRefused ? "is valid" : undefined;
}

for (const { options, rows } of sampled(contracts, 8))
  describe.each(rows)("fuzz cases of $name", options, ({ context, lawful }) => {
    it("are what they say: valid, or to be refused", () => {
      const drafts = draftsOf(fuzz, context, MOST);
      for (const draft of drafts) expect(misjudged(lawful, draft), draft.name).toBeUndefined();
      const expectations = drafts.map((draft) => draft.expect);
      expect(expectations.filter((one) => one === "accept").length).toBeGreaterThan(MOST / 3);
      expect(expectations.filter((one) => one === "reject").length).toBeGreaterThan(MOST / 10);
    });

    it("are what they say when they are mutants too, of valid and of refused cases", () => {
      const interesting = Array.from({ length: 12 }, (_, index) => ({ kind: "fuzz", name: String(index) }));
      const drafts = draftsOf(fuzz, { ...context, interesting }, MOST);
      const mutants = drafts.filter(({ name }) => name.includes("."));
      expect(mutants.length).toBeGreaterThan(MOST / 5);
      expect(mutants.length).toBeLessThan(MOST / 2);
      for (const draft of mutants) expect(misjudged(lawful, draft), draft.name).toBeUndefined();
    });

    it("are the same for the same seed, other ones for another", () => {
      const texts = (seed: number) =>
        JSON.stringify(draftsOf(fuzz, contextOf(context.underTest.contract, seed), 40));
      expect(texts(1)).toBe(texts(1));
      expect(texts(1)).not.toBe(texts(2));
    });
  });

describe("fuzz", () => {
  it("is endless and lazy", () => {
    let count = 0;
    for (const _ of fuzz.drafts(shipped)) if (++count === 3000) break;
    expect(count).toBe(3000);
  });

  it("makes no body of one seed with another", () => {
    const [first, other] = [7, 8].map((seed) =>
      draftsOf(fuzz, contextOf(shipped.underTest.contract, seed), 40).map(({ body }) => JSON.stringify(body)),
    ) as [string[], string[]];
    expect(new Set(first).size).toBeGreaterThan(30);
    expect(other.filter((body) => first.includes(body))).toEqual([]);
  });

  it("mutates what became interesting while it ran, the same way for the same answers", () => {
    const run = () => {
      const interesting: CaseOrigin[] = [];
      const names: string[] = [];
      for (const { name } of withoutPauses(fuzz.drafts({ ...shipped, interesting }))) {
        names.push(name);
        if (names.length % 10 === 0)
          interesting.push({ kind: "fuzz", name }, { kind: "covering", name: "7" });
        if (names.length === 200) return names;
      }
      return names;
    };
    const names = run();
    expect(run()).toEqual(names);
    expect(names.slice(0, 10).every((name) => !name.includes("."))).toBe(true);
    expect(
      names.some((name) => name.split(".").length > 2),
      "a mutant of a mutant",
    ).toBe(true);
    expect(Math.max(...names.map((name) => name.split(".").length))).toBeLessThanOrEqual(6);
    expect(new Set(names).size).toBe(names.length);
  });

  it("makes a case again from its name alone", () => {
    const context: KindContext = { ...shipped, interesting: ["fuzz/0", "fuzz/3.9"].map(originOf) };
    for (const draft of draftsOf(fuzz, context, 60)) expect(fuzz.named?.(shipped, draft.name)).toEqual(draft);
    for (const name of ["", "x", "1.", "1/2", "-1"]) expect(fuzz.named?.(shipped, name)).toBeUndefined();
  });

  it("mutants resemble their parents more than fresh bodies do", () => {
    const context: KindContext = { ...shipped, interesting: ["fuzz/5"].map(originOf) };
    const parent = (fuzz.named?.(shipped, "5") as Draft | undefined)?.body;
    const shared = (body: unknown) =>
      Object.entries(body as object).filter(
        ([name, value]) =>
          JSON.stringify(value) === JSON.stringify((parent as { [name: string]: unknown })[name]),
      ).length;
    const average = (drafts: Draft[]) =>
      drafts.reduce((sum, { body }) => sum + shared(body), 0) / drafts.length;
    const drafts = draftsOf(fuzz, context, 300);
    const mutants = drafts.filter(({ name }) => name.startsWith("5."));
    expect(average(mutants)).toBeGreaterThan(average(drafts.filter(({ name }) => !name.includes("."))) * 2);
  });
});
