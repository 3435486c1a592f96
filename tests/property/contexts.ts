import type { Draft, Kind, KindContext, Scenario } from "../../src/cases/kind.ts";
import type { Contract } from "../../src/contract/contract.ts";
import type { RequestInstance } from "../../src/contract/request-schema.ts";
import { withoutPauses } from "../../src/core/slices.ts";
import { OperationUnderTest } from "../../src/generation/operation-under-test.ts";
import { CONTRACT_NAMES, loadContract } from "../fixtures/contracts/load.ts";
import { contract as shipped } from "../fixtures/project.ts";
import { type IndependentOperation, independently } from "./independent.ts";

export const SHIPPED = "the shipped contract";

/** What kinds make cases from, with the independent word on its bodies. */
export interface Lawful {
  readonly name: string;
  readonly context: KindContext;
  readonly lawful: IndependentOperation;
}

export function contextOf(contract: Contract, seed = 42): KindContext {
  const operation = Object.values(contract.operations).find(({ requestBody }) => requestBody)!;
  return { underTest: new OperationUnderTest(contract, operation, seed) };
}

let every: Promise<Lawful[]> | undefined;

/** The shipped contract and all the small ones: no law is to fit one of them alone. */
export function everyContract(): Promise<Lawful[]> {
  every ??= loadAll(42);
  return every;
}

const loadAll = (seed: number): Promise<Lawful[]> =>
  Promise.all(
    [SHIPPED, ...CONTRACT_NAMES].map(async (name) => {
      const contract =
        name === SHIPPED ? shipped : await loadContract(name as (typeof CONTRACT_NAMES)[number]);
      const context = contextOf(contract, seed);
      return { name, context, lawful: independently(contract, context.underTest.operation) };
    }),
  );

/** The whole request of a draft, with the parameters of every request where it names none. */
export const requestOf = (
  { underTest }: KindContext,
  { path, query, header, body }: Draft,
): RequestInstance => ({
  path: path ?? underTest.baseParameters.path,
  query: query ?? underTest.baseParameters.query,
  header: header ?? underTest.baseParameters.header,
  ...(body === undefined ? {} : { body }),
});

/** The drafts of a kind, scenarios left out; of an endless kind the first ones. */
export function draftsOf(kind: Kind, context: KindContext, most = 5000): Draft[] {
  const drafts: Draft[] = [];
  for (const one of withoutPauses(kind.drafts(context))) {
    if (drafts.length === most) break;
    if (!isScenario(one)) drafts.push(one);
  }
  return drafts;
}

const known = new Map<KindContext, Map<Kind, Draft[]>>();

/** The same, made once for all the laws that only look at them. */
export function knownDrafts(kind: Kind, context: KindContext): readonly Draft[] {
  const ofContext = known.get(context) ?? new Map<Kind, Draft[]>();
  known.set(context, ofContext);
  const drafts = ofContext.get(kind) ?? draftsOf(kind, context);
  ofContext.set(kind, drafts);
  return drafts;
}

export const isScenario = (one: Draft | Scenario): one is Scenario => "run" in one;
