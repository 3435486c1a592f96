import { subjectText } from "../checks/violation/subject.ts";
import { patternOf } from "../contract/pointers.ts";
import { tokensOf } from "../core/json.ts";
import type { Found } from "./alike.ts";

/** True if one finding follows from another, which tells its cause. */
type Rule = (one: Found, cause: Found, all: readonly Found[]) => boolean;

const isOf = (check: string, ...names: readonly string[]) => {
  return ({ check: own, violation: { subject } }: Found): boolean =>
    own === check && (names.length === 0 || (subject.kind === "named" && names.includes(subject.name)));
};

/** The last name of a location, without indexes. */
const nameAt = ({ violation: { at } }: Found): string | undefined =>
  tokensOf(at).findLast((token) => !/^\d+$/.test(token));

/** A refusal that names its status, and the status that the docs do not have. */
const undocumentedRefusal: Rule = (one, cause) => {
  const { subject } = one.violation;
  if (one.check !== "status" || subject.kind !== "status" || one.case.operation !== cause.case.operation)
    return false;
  const refused = cause.violation.subject;
  if (cause.check === "valid-accepted") return refused.kind === "status" && refused.status === subject.status;
  return isRefusedLife(cause) && cause.violation.received === subject.status;
};

const isRefusedLife = isOf("lifecycle", "read-refused", "delete-refused");
const isMadeThoughRefused = isOf("made-once", "made-though-refused");

/** An item of a list that breaks its schema as the body did that should have been refused. */
const listedInvalid: Rule = (one, cause) =>
  one.check === "response-schema" &&
  one.case.resource?.step === "list" &&
  one.case.operation !== cause.case.operation &&
  (isMadeThoughRefused(cause) || (cause.check === "invalid-refused" && nameAt(cause) === nameAt(one)));

/** An answer about a resource whose id others have, or what becomes of it. */
const sharedId: Rule = (one, cause, all) => {
  if (cause.check !== "identity") return false;
  const shared = new Set(cause.exchanges);
  const isShared = ({ check, exchanges }: Found): boolean =>
    WHAT_COMES_BACK.has(check) && exchanges?.every((exchange) => shared.has(exchange)) === true;
  return isShared(one) && all.filter(isShared).length >= MANY;
};

/** Differences from what was sent by which an answer is about another resource. */
const MANY = 5;

const WHAT_COMES_BACK: ReadonlySet<string> = new Set(["echo", "default"]);

const isOthersGone = isOf("lifecycle", "others-gone");

/** A resource that went with another one, and can then not be deleted either. */
const goneAsWell: Rule = (one, cause) =>
  isOthersGone(one) &&
  isOthersGone(cause) &&
  one.case.resource?.step !== "read" &&
  cause.case.resource?.step === "read";

/** An id that is missing, as the schema says. */
const missingId: Rule = (one, cause) =>
  one.check === "identity" &&
  cause.check === "response-schema" &&
  one.case.operation === cause.case.operation &&
  patternOf(one.violation.at) === patternOf(cause.violation.at);

/** A default that is changed as what is sent there. */
const changedDefault: Rule = (one, cause) =>
  one.check === "default" &&
  cause.check === "echo" &&
  one.violation.cause !== undefined &&
  subjectText(one.violation.subject) === subjectText(cause.violation.subject) &&
  (cause.causes?.has(one.violation.cause) ?? cause.violation.cause === one.violation.cause);

const RULES: readonly Rule[] = [
  undocumentedRefusal,
  listedInvalid,
  sharedId,
  goneAsWell,
  missingId,
  changedDefault,
];

/** The findings without those that follow from others, each of which then has them among its locations and parts. */
export function withoutConsequences<F extends Found>(findings: readonly F[]): F[] {
  const causes = new Map<F, F>();
  const told = findings.filter(({ severity }) => severity === "violation");
  for (const one of told.filter(({ status }) => status === "new")) {
    const cause = told.find(
      (other) => other !== one && !causes.has(other) && RULES.some((rule) => rule(one, other, told)),
    );
    if (cause !== undefined) causes.set(one, cause);
  }
  if (causes.size === 0) return [...findings];
  return findings
    .filter((one) => !causes.has(one))
    .map((one) =>
      withAll(
        one,
        [...causes].filter(([, cause]) => rootOf(cause, causes) === one).map(([other]) => other),
      ),
    );
}

function rootOf<F>(one: F, causes: ReadonlyMap<F, F>): F {
  let root = one;
  for (let next = causes.get(root); next !== undefined; next = causes.get(root)) root = next;
  return root;
}

function withAll<F extends Found>(cause: F, consequences: readonly F[]): F {
  if (consequences.length === 0) return cause;
  const all = [cause, ...consequences];
  return {
    ...cause,
    locations: [
      ...(cause.locations ?? [subjectText(cause.violation.subject)]),
      ...consequences.map(({ fingerprint }) => fingerprint),
    ],
    parts: [...new Set(all.flatMap(({ parts, shownAs, fingerprint }) => parts ?? [shownAs ?? fingerprint]))],
  };
}
