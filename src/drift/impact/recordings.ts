/** Which recorded exchanges no longer satisfy the contract, judged offline. */
import { bodySource } from "../../body/base.ts";
import { recordedCase } from "../../cases/recorded.ts";
import { CHECKS } from "../../checks/index.ts";
import type { Contract } from "../../contract.ts";
import type { RecordedExchange } from "../../exchange.ts";
import { judge, operationOf } from "../../judge.ts";
import { withoutIndexes } from "./places.ts";

/** An exchange that kept the old contract and breaks the new one. */
export interface BrokenRecording {
  readonly name: string;
  readonly note: string;
  /** The places that it breaks, in the request or the answer. */
  readonly places: readonly JudgedPlace[];
}

interface JudgedPlace {
  readonly side: "request" | "response";
  readonly at: string;
}

/** Judges each exchange by both contracts and gathers what only the new one finds wrong. */
export function brokenRecordings(
  recordings: readonly RecordedExchange[],
  before: Contract,
  after: Contract,
  operation: string,
): BrokenRecording[] {
  const own = recordings.filter((one) => one.operation === operation);
  return own.flatMap((recorded): BrokenRecording[] => {
    const known = new Set(violations(recorded, before).map(({ key }) => key));
    const found = violations(recorded, after).filter(({ key }) => !known.has(key));
    const [first] = found;
    if (first === undefined) return [];
    return [
      {
        name: `${recorded.file}#${recorded.case}`,
        note: first.title,
        places: found.flatMap(({ places }) => places),
      },
    ];
  });
}

interface Violated {
  readonly key: string;
  readonly title: string;
  readonly places: readonly JudgedPlace[];
}

function violations(recorded: RecordedExchange, contract: Contract): Violated[] {
  const source = bodySource(contract, operationOf(contract, recorded.operation));
  const tried = recordedCase(recorded, source);
  // The body's faults are read from the validator before it judges something else.
  const faults = tried.body === undefined || source.isValid(tried.body) ? [] : (source.isValid.errors ?? []);
  const sent = faults.map(({ instancePath }) => ({
    side: "request" as const,
    at: withoutIndexes(instancePath),
  }));
  return judge(contract, CHECKS, tried, recorded.answer).flatMap(({ check, violations = [] }) =>
    violations
      .filter(({ severity }) => severity === "violation")
      .map(({ place, at, title }) => ({
        key: `${check} ${place}`,
        title: `${check}: ${title}`,
        places: at === "" ? sent : [{ side: "response", at: withoutIndexes(at) }],
      })),
  );
}
