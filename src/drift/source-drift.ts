/** The drift between the contract that stands and the one that a source gives. */

import type { JsonObject } from "../core/json.ts";
import { isObject } from "../core/json.ts";
import { type OverlayProblem, tryOverlay } from "../docs/overlay/overlay.ts";
import type { ProjectDocs } from "../docs/project-docs.ts";
import { type DriftReport, driftReport } from "./change.ts";
import { compareOperations } from "./compare-operations.ts";
import { impactOf } from "./impact/impact.ts";
import { type OperationModel, operationIds, operationModel } from "./operation-model.ts";
import { readReview, unreviewed, withReview } from "./review.ts";

/** A source as it was read, and what it comes to with the overlay in it. */
export interface OverlaidSource {
  /** The source's document, without the overlay. */
  readonly source: JsonObject;
  readonly sourceName: string;
  /** The document with every action of the overlay that fits. */
  readonly document: JsonObject;
  /** The actions of the overlay that do not fit. */
  readonly problems: readonly OverlayProblem[];
}

/**
 * The report of a capture. Both contracts are compared with the overlay in them, and sentences are looked for in the source too,
 * where the overlay has not yet put its own words in their place. Actions that do not fit are left out and reported.
 */
export async function sourceDrift(
  {
    overlay,
    standing,
    root,
  }: Pick<ProjectDocs, "overlay" | "root"> & {
    readonly standing?: Pick<NonNullable<ProjectDocs["standing"]>, "name" | "document">;
  },
  { source, sourceName, document: made, problems }: OverlaidSource,
): Promise<DriftReport> {
  const review = readReview(overlay);
  const raw = operationModel(source, sourceName);
  const misfits = problems.map(({ action, target, problem }) => ({ action, target, problem }));
  if (standing === undefined) {
    const sentences = unreviewed([raw, operationModel(made, sourceName, raw.id)], review, []);
    return { ...driftReport(raw.id, sentences, { overlay: misfits }), drift: true };
  }
  const known = operationIds(standing.document);
  const id = known.includes(raw.id) ? raw.id : known[0];
  const before = operationModel(standing.document, standing.name, id);
  // The overlay is applied at the old path and method, so that a new path does not lose everything that the overlay
  // says.
  const document = tryOverlay(calledAs(before, source), overlay).document;
  const { method, path } = raw;
  const after = { ...operationModel(document, sourceName, raw.id), method, path };
  const found = withReview(compareOperations(before, after), review);
  const input = { before, after, current: standing, document, overlay, problems, root };
  const { changes, ...more } = await impactOf(found, input);
  const open = unreviewed([raw, after], review, changes);
  return driftReport(raw.id, [...changes, ...open], { overlay: misfits, ...more });
}

/** The document with its one operation at the path and method of another. */
function calledAs({ path, method }: OperationModel, source: JsonObject): JsonObject {
  const [item] = Object.values(isObject(source.paths) ? source.paths : {});
  const [operation] = Object.values(isObject(item) ? item : {});
  return operation === undefined
    ? source
    : { ...source, paths: { [path]: { [method.toLowerCase()]: operation } } };
}
