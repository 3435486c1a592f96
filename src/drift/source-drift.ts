/** The drift between the contract that stands and the one that a source gives. */

import { join } from "node:path";
import type { SchemaCompiler } from "../codegen/validators.ts";
import type { JsonObject } from "../core/json.ts";
import { isObject } from "../core/json.ts";
import { CaptureError } from "../docs/capture-error.ts";
import { exampleOnlyIn } from "../docs/capture-notes.ts";
import { DOCS_FORMS } from "../docs/forms/index.ts";
import { type OverlayProblem, tryOverlay } from "../docs/overlay/overlay.ts";
import type { ProjectDocs } from "../docs/project-docs.ts";
import { type LoadedSource, loadSource } from "../docs/source/load-source.ts";
import type { DriftReport } from "./change.ts";
import { compareOperations } from "./compare-operations.ts";
import { unresolvedIn } from "./drift-command.ts";
import { driftReport } from "./drift-report.ts";
import { impactOf } from "./impact/impact.ts";
import type { OperationModel } from "./operation-model.ts";
import { operationIds, operationModel } from "./read-operation.ts";
import { READ_KEYWORD, readReview, readReviews, unreviewed, withReview } from "./review.ts";
import { sayableByBoth, withoutExampleOnly } from "./sayable.ts";

/** A source as it was read, and what it comes to with the overlay in it. */
export interface OverlaidSource {
  /** The source, without the overlay. */
  readonly source: Pick<LoadedSource, "document" | "name" | "form" | "unknown" | "broken" | "exampleOnly">;
  /** The document with every action of the overlay that fits. */
  readonly document: JsonObject;
  /** The actions of the overlay that do not fit. */
  readonly problems: readonly OverlayProblem[];
  /** Definitions of fields that the docs had. */
  readonly before?: ReadonlySet<string>;
  /** One that has read, or will read, the same documents; one of its own unless given. */
  readonly compiler?: SchemaCompiler;
}

/**
 * The report of a capture. Both contracts are compared with the overlay in them, and sentences are looked for in the source too,
 * where the overlay has not yet put its own words in their place. Actions that do not fit are left out and reported.
 */
export async function sourceDrift(
  {
    overlay,
    current,
    root,
    added,
  }: Pick<ProjectDocs, "overlay" | "root" | "added"> & {
    readonly current?: Pick<NonNullable<ProjectDocs["current"]>, "name" | "document" | "madeFrom">;
  },
  { source, document: made, problems, before: defined, compiler }: OverlaidSource,
): Promise<DriftReport> {
  const review = added ? readReviews(overlay, root) : readReview(overlay);
  const raw = operationModel(source.document, source.name);
  const misfits = problems.map(({ action, target, problem }) => ({ action, target, problem }));
  if (current === undefined) {
    const sentences = unreviewed([raw, operationModel(made, source.name, raw.id)], review, []);
    const unresolved = unresolvedIn(source);
    return { ...driftReport(raw.id, sentences, { overlay: misfits, ...unresolved }), drift: true };
  }
  const known = operationIds(current.document);
  const id = known.includes(raw.id) ? raw.id : known[0];
  const before = operationModel(current.document, current.name, id);
  // The overlay is applied at the old path and method, so that a new path does not lose everything that the overlay
  // says.
  const document = tryOverlay(calledAs(before, source.document), overlay, defined).document;
  const { method, path } = raw;
  const after = { ...operationModel(document, source.name, raw.id, source.unknown), method, path };
  const sayable = sayableByBoth([before, formOf(current.madeFrom)], [after, source.form]);
  const found = withReview(
    compareOperations(...(await listedByBoth(sayable, source, current, root))),
    review,
  );
  const input = { before, after, current, document, overlay, problems, root, compiler };
  const { changes, ...more } = await impactOf(found, input);
  // Of an operation that was added, what stands was to be read by nobody unless its overlay says what was.
  const isReviewed = added === undefined || overlay.root[READ_KEYWORD] !== undefined;
  const open = isReviewed ? unreviewed([raw, after], review, changes) : [];
  return driftReport(raw.id, [...changes, ...open], {
    overlay: misfits,
    ...unresolvedIn(source),
    ...more,
  });
}

/** Both operations without fields that only the example shows on one side: they are gone from the list of a page, or new in it. */
async function listedByBoth(
  [before, after]: readonly [OperationModel, OperationModel],
  { name, exampleOnly }: OverlaidSource["source"],
  { madeFrom, document }: { readonly madeFrom?: string; readonly document: JsonObject },
  root: string,
): Promise<[OperationModel, OperationModel]> {
  if (exampleOnly === undefined) return [before, after];
  const noted = exampleOnlyIn(document);
  const isKept = madeFrom !== undefined && madeFrom !== name;
  // The kept page may be the new one already, copied over the one that was captured.
  const kept = noted ?? (isKept ? await keptFields(join(root, madeFrom)) : undefined);
  return kept === undefined
    ? [before, after]
    : [withoutExampleOnly(before, kept, exampleOnly), withoutExampleOnly(after, exampleOnly, kept)];
}

/** The fields that only the example of a kept page shows; undefined where it is no page, or cannot be read. */
async function keptFields(file: string): Promise<readonly string[] | undefined> {
  try {
    return (await loadSource(file)).exampleOnly;
  } catch (error) {
    if (error instanceof CaptureError) return undefined;
    throw error;
  }
}

/** The form of a kept source, which its suffix tells. */
function formOf(madeFrom: string | undefined): string {
  return DOCS_FORMS.find(({ suffix }) => madeFrom?.endsWith(`.${suffix}`))?.form ?? "";
}

/** The document with its one operation at the path and method of another. */
function calledAs({ path, method }: OperationModel, source: JsonObject): JsonObject {
  const [item] = Object.values(isObject(source.paths) ? source.paths : {});
  const [operation] = Object.values(isObject(item) ? item : {});
  return operation === undefined
    ? source
    : { ...source, paths: { [path]: { [method.toLowerCase()]: operation } } };
}
