/** Cases that a plan gains and loses. */

import { boundary } from "../../cases/boundary.ts";
import { door } from "../../cases/door.ts";
import { example } from "../../cases/example.ts";
import { invalid } from "../../cases/invalid.ts";
import type { DraftSubject, KindContext } from "../../cases/kind.ts";
import { probe } from "../../cases/probe.ts";
import { rule } from "../../cases/rule.ts";
import type { Contract } from "../../contract/contract.ts";
import { operationOf } from "../../contract/documented-operation.ts";
import { withoutPauses } from "../../core/slices.ts";
import { OperationUnderTest } from "../../generation/operation-under-test.ts";
import { caseId } from "../../http/case-origin.ts";

/** Kinds whose cases are named by their subject; covering and fuzzing number theirs. */
const NAMED = [example, door, rule, invalid, boundary, probe];

/** A case by its kind, and the part of the contract that it is about. */
export interface NamedCase {
  readonly id: string;
  readonly kind: string;
  readonly about?: DraftSubject | undefined;
}

/** An operation's named cases by their ids. */
function namedCases(contract: Contract, operation: string): Map<string, NamedCase> {
  const underTest = new OperationUnderTest(contract, operationOf(contract, operation), 1);
  const context: KindContext = { underTest };
  const cases = NAMED.flatMap(({ id: kind, drafts }) =>
    [...withoutPauses(drafts(context))].map((draft): NamedCase => {
      const about = "about" in draft ? draft.about : undefined;
      return { id: caseId({ kind, name: draft.name }), kind, about };
    }),
  );
  return new Map(cases.map((named) => [named.id, named]));
}

export interface CaseChanges {
  readonly appear: readonly NamedCase[];
  readonly vanish: readonly NamedCase[];
}

/** The cases that only one of two contracts has. */
export function caseChanges(
  before: Contract,
  after: Contract,
  operations: readonly [string, string],
): CaseChanges {
  const [old, now] = [namedCases(before, operations[0]), namedCases(after, operations[1])];
  return {
    appear: [...now.values()].filter(({ id }) => !old.has(id)),
    vanish: [...old.values()].filter(({ id }) => !now.has(id)),
  };
}
