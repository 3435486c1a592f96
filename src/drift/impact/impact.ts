/** The impact of each change on this project. */

import type { JsonObject } from "../../core/json.ts";
import { escapeToken, valueAt } from "../../core/json.ts";
import { loadDeviations } from "../../findings/deviations-file.ts";
import type { DriftReport, FoundChange, Impact } from "../change.ts";
import type { OperationModel } from "../operation-model.ts";
import { bodyRoots, isWithin, locationsOf, typeAt } from "./body-locations.ts";
import type { NamedCase } from "./cases.ts";
import { touchedDeviations } from "./deviations.ts";
import type { ImpactInput } from "./impact-input.ts";
import type { Judged } from "./judge.ts";
import { locateActions, touchedActions } from "./overlay.ts";
import type { BrokenRecording } from "./recordings.ts";
import { relationsOf, touchedRules } from "./rules.ts";

type ImpactResult = Pick<DriftReport, "cases" | "unjudged"> & { readonly changes: readonly FoundChange[] };

/** Adds to each change its impact; cases that no change accounts for are counted beside them. */
export async function impactOf(changes: readonly FoundChange[], input: ImpactInput): Promise<ImpactResult> {
  if (changes.length === 0) return { changes };
  const { before, after, current, document, overlay, problems, root } = input;
  const roots = { before: bodyRoots(current.document, before), after: bodyRoots(document, after) };
  const relations = relationsOf(current.document);
  const actions = locateActions(overlay, problems, current.document, roots.before);
  const deviations = await loadDeviations(undefined, root);
  const judged = await judgedBy(changes, input);
  const resource = resourceAt(current.document, before);
  const all = changes.map((change) => {
    const impact: Impact[] = [
      ...touchedTypes(change, roots),
      ...touchedRules(change, relations),
      ...touchedActions(change, actions),
      ...touchedDeviations(change, deviations, after.id, resource),
    ];
    return { ...change, impact };
  });
  const { recordings, cases } = share(all, judged);
  return {
    changes: all.map((change, index) => ({
      ...change,
      impact: [...change.impact, ...(recordings[index] ?? []), ...(cases.impacts[index] ?? [])],
    })),
    cases: { appear: cases.appear, vanish: cases.vanish },
    ...(judged.unjudged === undefined ? {} : { unjudged: judged.unjudged }),
  };
}

/** Kinds of change that leave types, values and cases as they are. */
const WORDS_ONLY = new Set([
  "description-changed",
  "example-changed",
  "deprecated-added",
  "deprecated-removed",
]);
/** Kinds of change that no generated type shows. */
const UNTYPED = new Set([
  ...WORDS_ONLY,
  "default-changed",
  "bound-tightened",
  "bound-loosened",
  "format-changed",
]);

type Roots = { readonly before: ReturnType<typeof bodyRoots>; readonly after: ReturnType<typeof bodyRoots> };

function touchedTypes(change: FoundChange, roots: Roots): Impact[] {
  if (change.side === "operation" || (UNTYPED.has(change.kind) && change.keyword !== "enum")) return [];
  const from = change.kind === "property-removed" ? roots.before : roots.after;
  const names = locationsOf(change).flatMap((location) => typeAt(location, from) ?? []);
  return [...new Set(names)].map((name) => ({ what: "type", name }));
}

/** Kinds of change in how the operation is called: no body and no answer changes with them. */
const CALL = new Set([
  "path-changed",
  "method-changed",
  "server-changed",
  "header-added",
  "header-removed",
  "header-changed",
  "security-changed",
]);

/** Judges recordings and cases only where bodies or answers changed, because loading contracts takes a second. */
async function judgedBy(changes: readonly FoundChange[], input: ImpactInput): Promise<Judged> {
  const isNeeded = changes.some(({ kind }) => !WORDS_ONLY.has(kind) && !CALL.has(kind));
  if (!isNeeded) return { broken: [], cases: { appear: [], vanish: [] } };
  const { judgeBoth } = await import("./judge.ts");
  return judgeBoth(input);
}

/** The pointer to the created resource in the answer: the longest prefix that all links of the operation share. */
function resourceAt(document: JsonObject, { path, method }: OperationModel): string {
  const links = JSON.stringify(
    valueAt(document, `/paths/${escapeToken(path)}/${method.toLowerCase()}/responses`) ?? {},
  );
  const pointer = /\$response\.body#(\/[^"]*)\//.exec(links)?.[1];
  return pointer ?? "";
}

/** Gives recordings and cases to the changes that account for them. */
function share(changes: readonly FoundChange[], { broken, cases }: Judged) {
  const recordings = changes.map((): Impact[] => []);
  for (const { name, note, locations } of broken) {
    const impact: Impact = { what: "recording", name, note };
    const indexes = changes.flatMap((change, index) => (accountsFor(change, locations) ? [index] : []));
    const first = changes.findIndex(({ kind }) => !WORDS_ONLY.has(kind));
    for (const index of indexes.length > 0 ? indexes : [first]) recordings[index]?.push(impact);
  }
  return { recordings, cases: shareCases(changes, cases) };
}

/** Gives cases to the changes that account for them, and counts the others. */
function shareCases(changes: readonly FoundChange[], cases: Judged["cases"]) {
  const impacts = changes.map((change): Impact[] => coveringImpact(change));
  /** @returns number of cases that no change accounts for */
  const add = (all: readonly NamedCase[], note: string): number =>
    all.filter((named) => {
      const index = changes.findIndex((change) => isAbout(named, change));
      impacts[index]?.push({ what: "case", name: named.id, note });
      return index < 0;
    }).length;
  return { impacts, appear: add(cases.appear, "appears"), vanish: add(cases.vanish, "vanishes") };
}

function accountsFor(change: FoundChange, locations: BrokenRecording["locations"]): boolean {
  return locationsOf(change).some((location) =>
    locations.some(
      ({ side, at }) => side === location.side && (isWithin(at, location.at) || parentOf(location.at) === at),
    ),
  );
}

const parentOf = (pointer: string): string => pointer.slice(0, pointer.lastIndexOf("/"));

/**
 * The impact on covering rows, which are named by number: they contain a new value or field, but none that was removed.
 */
function coveringImpact({ side, kind }: FoundChange): Impact[] {
  if (side !== "request") return [];
  if (["enum-added", "property-added", "nullable-added"].includes(kind))
    return [{ what: "case", name: "covering", note: "sends it from now on" }];
  if (["enum-removed", "property-removed", "nullable-removed"].includes(kind))
    return [{ what: "case", name: "covering", note: "sends it no more" }];
  return [];
}

/** True if a case is about the location of a change, or about a rule that it touches. */
function isAbout({ kind, about }: NamedCase, change: FoundChange): boolean {
  if (WORDS_ONLY.has(change.kind)) return false;
  if (kind === "door") return change.kind.startsWith("header") || change.kind === "security-changed";
  if (about === undefined) return false;
  if ("rule" in about) return change.impact.some(({ what, name }) => what === "rule" && name === about.rule);
  return change.side === "request" && locationsOf(change).some(({ at }) => isWithin(about.at, at));
}
