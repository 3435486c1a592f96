/** Compares two operations: how each is called, what is sent, what is answered. */
import type { Json } from "../core/json.ts";
import { equal } from "../core/json.ts";
import type { Change, ChangeClass, ChangeKind } from "./change.ts";
import { compareExamples, withoutRepeated } from "./compare-examples.ts";
import { compareParameters } from "./compare-parameters.ts";
import { compareShapes, typeWord } from "./compare-shapes.ts";
import { compareProse } from "./compare-words.ts";
import { type ComparedLocation, type Finding, finding } from "./finding.ts";
import { mergeShared } from "./merge-shared.ts";
import type { Body, OperationModel, Response } from "./operation-model.ts";
import { ANYTHING } from "./shape-of.ts";

/** The changes from one operation to another, one for each change in the docs. */
export function compareOperations(before: OperationModel, after: OperationModel): Change[] {
  return mergeShared([
    ...compareCall(before, after),
    ...compareParameters(before, after),
    ...compareBodies(before.body, after.body, root({ side: "request", direction: "sent" })),
    ...compareResponses(before.responses, after.responses),
  ]);
}

const root = (
  location: Pick<ComparedLocation, "side" | "direction" | "status">,
  at = "",
): ComparedLocation => ({
  at,
  holder: "",
  path: at,
  ...location,
});

export const ofOperation = (at = ""): ComparedLocation => root({ side: "operation", direction: "sent" }, at);

export const callFinding = (
  location: ComparedLocation,
  kind: ChangeKind,
  change: ChangeClass,
  before: Json,
  after: Json,
): Finding => finding(location, [ANYTHING, ANYTHING], kind, { class: change, before, after });

/** The name for changes of the token's description: its header (RFC 6750, section 2.1). */
const TOKEN = "Authorization";

function compareCall(before: OperationModel, after: OperationModel): Finding[] {
  const found: Finding[] = [];
  const location = ofOperation();
  const add = (kind: ChangeKind, from: Json, to: Json, change: ChangeClass = "breaking"): void => {
    if (!equal(from, to)) found.push(callFinding(location, kind, change, from, to));
  };
  add("method-changed", before.method, after.method);
  const unnamed = ({ path }: OperationModel): string => path.replace(/\{[^}]*\}/g, "{}");
  add(
    "path-changed",
    before.path,
    after.path,
    unnamed(before) === unnamed(after) ? "annotation" : "breaking",
  );
  const [from, to] = [before.servers, after.servers].map((servers) => servers.toSorted());
  if (!equal(from, to)) add("server-changed", oneOrAll(before.servers), oneOrAll(after.servers));
  add("security-changed", before.security, after.security, securityClass(before.security, after.security));
  if (before.deprecated !== after.deprecated)
    add(
      after.deprecated ? "deprecated-added" : "deprecated-removed",
      before.deprecated,
      after.deprecated,
      "annotation",
    );
  found.push(...compareProse(before.description, after.description, location));
  const bothAsk = [before, after].every(({ security }) => Array.isArray(security) && security.length > 0);
  if (bothAsk) found.push(...compareProse(before.securityWords, after.securityWords, ofOperation(TOKEN)));
  return found;
}

const oneOrAll = (all: readonly string[]): Json => (all.length === 1 ? (all[0] ?? null) : [...all]);

/**
 * The class of a security change: nothing breaks where every old alternative is still accepted: the same scheme, with
 * no scope more.
 */
function securityClass(before: Json, after: Json): ChangeClass {
  type Alternative = { readonly [scheme: string]: readonly Json[] };
  const [old, now] = [before, after] as unknown as [readonly Alternative[], readonly Alternative[]];
  const open: Alternative = {};
  const suffices =
    (has: Alternative) =>
    (needs: Alternative): boolean =>
      Object.entries(needs).every(
        ([scheme, scopes]) => scopes.every((scope) => has[scheme]?.includes(scope)) && scheme in has,
      );
  const alternatives = now.length === 0 ? [open] : now;
  return (old.length === 0 ? [open] : old).every((has) => alternatives.some(suffices(has)))
    ? "compatible"
    : "breaking";
}

function compareBodies(
  before: Body | undefined,
  after: Body | undefined,
  location: ComparedLocation,
): Finding[] {
  if (before === undefined && after === undefined) return [];
  const shapes = [before?.shape ?? ANYTHING, after?.shape ?? ANYTHING] as const;
  const sent = location.direction === "sent";
  if (after === undefined)
    return [
      finding(location, shapes, "property-removed", {
        class: "breaking",
        before: typeWord(shapes[0]),
        after: null,
      }),
    ];
  if (before === undefined)
    return [
      finding(location, shapes, "property-added", {
        class: sent && after.required ? "breaking" : "compatible",
        before: null,
        after: typeWord(shapes[1]),
      }),
    ];
  return compareKept(before, after, location);
}

function compareKept(before: Body, after: Body, location: ComparedLocation): Finding[] {
  const shapes = [before.shape, after.shape] as const;
  const found = withoutRepeated(before, after, location, compareShapes(...shapes, location));
  if (before.mediaType !== after.mediaType)
    found.unshift(
      finding(location, shapes, "type-changed", {
        class: "breaking",
        before: before.mediaType,
        after: after.mediaType,
      }),
    );
  if (location.direction === "sent" && before.required !== after.required)
    found.unshift(
      finding(location, shapes, after.required ? "required-added" : "required-removed", {
        class: after.required ? "breaking" : "compatible",
        before: before.required,
        after: after.required,
      }),
    );
  return [...found, ...compareExamples(before, after, location, found)];
}

type Responses = ReadonlyMap<string, Response>;

function compareResponses(before: Responses, after: Responses): Finding[] {
  const removed = [...before.keys()].filter((status) => !after.has(status));
  const added = [...after.keys()].filter((status) => !before.has(status));
  const kept = [...before.keys()]
    .filter((status) => after.has(status))
    .map((status) => [status, status] as const);
  // A success with another status is still the same answer.
  const isSuccess = (status: string): boolean => /^2/.test(status);
  const [gone, come] = [removed.filter(isSuccess), added.filter(isSuccess)];
  const moved = gone.length === 1 && come.length === 1 ? [[gone[0] ?? "", come[0] ?? ""] as const] : [];
  const breaks = (status: string): ChangeClass =>
    isSuccess(status) || /^3/.test(status) ? "breaking" : "compatible";
  return [
    ...removed.map((status) =>
      callFinding(ofOperation(status), "status-removed", breaks(status), status, null),
    ),
    ...added.map((status) => callFinding(ofOperation(status), "status-added", breaks(status), null, status)),
    ...[...kept, ...moved].flatMap(([from, to]) => compareResponse(before.get(from), after.get(to), to)),
  ];
}

function compareResponse(
  before: Response | undefined,
  after: Response | undefined,
  status: string,
): Finding[] {
  const location = root({ side: "response", direction: "read", status });
  return [
    ...compareProse(before?.description ?? "", after?.description ?? "", ofOperation(status)),
    ...compareBodies(before?.body, after?.body, location),
  ];
}
