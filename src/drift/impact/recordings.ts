/** The recorded exchanges that no longer satisfy the contract, judged offline. */

import { CHECKS } from "../../checks/index.ts";
import { subjectText } from "../../checks/violation/subject.ts";
import type { Contract } from "../../contract/contract.ts";
import { operationOf } from "../../contract/documented-operation.ts";
import {
  instancePointer,
  type LocationPattern,
  locationPattern,
  patternOf,
} from "../../contract/pointers.ts";
import { parsed } from "../../core/json.ts";
import { judge } from "../../engine/judge.ts";
import { OperationUnderTest } from "../../generation/operation-under-test.ts";
import type { RecordedExchange } from "../../http/exchange.ts";
import { recordedCase } from "../../recordings/recorded-case.ts";

/** An exchange that kept the old contract and breaks the new one. */
export interface BrokenRecording {
  readonly name: string;
  readonly note: string;
  /** The locations that it breaks, in the request or the answer. */
  readonly locations: readonly JudgedLocation[];
}

interface JudgedLocation {
  readonly side: "request" | "response";
  readonly at: LocationPattern;
}

/** Judges each exchange by both contracts and gathers what only the new one finds wrong. */
export function brokenRecordings(
  recordings: readonly RecordedExchange[],
  before: Contract,
  after: Contract,
  operation: string,
): BrokenRecording[] {
  const own = recordings.filter((recording) => recording.operation === operation);
  if (own.length === 0) return [];
  const [old, now] = [before, after].map(
    (contract) => new OperationUnderTest(contract, operationOf(contract, operation), 1),
  ) as [OperationUnderTest, OperationUnderTest];
  return own.flatMap((recorded): BrokenRecording[] => {
    const known = new Set(violations(recorded, old).map(({ key }) => key));
    const found = violations(recorded, now).filter(({ key }) => !known.has(key));
    const [first] = found;
    if (first === undefined) return [];
    return [
      {
        name: `${recorded.file}#${recorded.case}`,
        note: first.title,
        locations: found.flatMap(({ locations }) => locations),
      },
    ];
  });
}

interface Violated {
  readonly key: string;
  readonly title: string;
  readonly locations: readonly JudgedLocation[];
}

function violations(recorded: RecordedExchange, underTest: OperationUnderTest): Violated[] {
  const sent = faultsIn(recorded, underTest);
  const result = recordedCase(recorded, underTest);
  if ("orphan" in result) {
    const locations = sent.length > 0 ? sent : [{ side: "request" as const, at: locationPattern("") }];
    return [{ key: "orphan", title: result.orphan.reason, locations }];
  }
  const { case: tried } = result;
  return judge(underTest.contract, CHECKS, tried, recorded.answer).flatMap(({ check, violations = [] }) =>
    violations
      .filter(({ severity }) => severity === "violation")
      .map(({ subject, at, title }) => ({
        key: `${check} ${subjectText(subject)}`,
        title: `${check}: ${title}`,
        locations: at === "" ? sent : [{ side: "response", at: patternOf(at) }],
      })),
  );
}

/** The locations at which a request breaks its schema. */
function faultsIn({ request }: RecordedExchange, underTest: OperationUnderTest): JudgedLocation[] {
  const body = parsed(request.body ?? "");
  if (body === undefined) return [];
  return underTest.validate(body).map(({ instancePath }) => ({
    side: "request",
    at: patternOf(instancePointer(instancePath)),
  }));
}
