/** Which cases a plan gains and loses. */

import { boundary } from "../../cases/boundary.ts";
import { door } from "../../cases/door.ts";
import { example } from "../../cases/example.ts";
import { invalid } from "../../cases/invalid.ts";
import type { KindContext } from "../../cases/kind.ts";
import { probe } from "../../cases/probe.ts";
import { rule } from "../../cases/rule.ts";
import type { Contract } from "../../contract/contract.ts";
import { locationsOf } from "../../contract/locations.ts";
import { operationOf } from "../../engine/judge.ts";
import { bodySource } from "../../generation/base-instance.ts";

/** Kinds whose cases are named by what they are about; covering and fuzzing number theirs. */
const NAMED = [example, door, rule, invalid, boundary, probe];

/** The ids of an operation's named cases. */
function caseIds(contract: Contract, operation: string): Set<string> {
  const source = bodySource(contract, operationOf(contract, operation));
  const locations = locationsOf(source.schema, source.docs, contract.schemas);
  const context: KindContext = { contract, source, locations, seed: 1 };
  const ids = NAMED.flatMap((kind) => [...kind.drafts(context)].map(({ name }) => `${kind.id}/${name}`));
  return new Set(ids);
}

export interface CaseChanges {
  readonly appear: readonly string[];
  readonly vanish: readonly string[];
}

/** The cases that only one of two contracts has. */
export function caseChanges(
  before: Contract,
  after: Contract,
  operations: readonly [string, string],
): CaseChanges {
  const [old, now] = [caseIds(before, operations[0]), caseIds(after, operations[1])];
  return { appear: [...now].filter((id) => !old.has(id)), vanish: [...old].filter((id) => !now.has(id)) };
}
