/** Differences between the answers of two operations, by status. */
import { sentencesOfAll } from "./arrived-sentences.ts";
import type { ChangeClass } from "./change.ts";
import { compareBodies } from "./compare-bodies.ts";
import { compareHeaders } from "./compare-parameters.ts";
import { compareProse } from "./compare-words.ts";
import { descriptionsOfResponse } from "./descriptions.ts";
import { type Finding, finding, ofOperation, rootLocation } from "./finding.ts";
import type { Response } from "./operation-model.ts";
import { ANYTHING } from "./shape-of.ts";

type Responses = ReadonlyMap<string, Response>;

export function compareResponses(before: Responses, after: Responses): Finding[] {
  const removed = [...before.keys()].filter((status) => !after.has(status));
  const added = [...after.keys()].filter((status) => !before.has(status));
  const kept = [...before.keys()]
    .filter((status) => after.has(status))
    .map((status) => [status, status] as const);
  // A success with another status is still the same answer.
  const [gone, come] = [removed.filter(isSuccess), added.filter(isSuccess)];
  const moved = gone.length === 1 && come.length === 1 ? [[gone[0] ?? "", come[0] ?? ""] as const] : [];
  const isMoved = (status: string): boolean => moved.some((pair) => pair.includes(status));
  return [
    ...removed.map((status) => statusFinding(status, before.get(status), "lost", isMoved(status))),
    ...added.map((status) => statusFinding(status, after.get(status), "gained", isMoved(status))),
    ...[...kept, ...moved].flatMap(([from, to]) => compareResponse(before.get(from), after.get(to), to)),
  ];
}

const isSuccess = (status: string): boolean => /^2/.test(status);

/** A status that comes or goes, with the sentences of its answer where nothing else tells them. */
function statusFinding(
  status: string,
  response: Response | undefined,
  change: "gained" | "lost",
  isMoved: boolean,
): Finding {
  const breaks: ChangeClass = isSuccess(status) || /^3/.test(status) ? "breaking" : "compatible";
  const described =
    response === undefined || isMoved ? [] : sentencesOfAll(descriptionsOfResponse(status, response), change);
  return finding(
    ofOperation(status),
    [ANYTHING, ANYTHING],
    change === "gained" ? "status-added" : "status-removed",
    {
      class: breaks,
      before: change === "gained" ? null : status,
      after: change === "gained" ? status : null,
      ...(described.length === 0 ? {} : { sentences: described }),
    },
  );
}

/** The differences of one answer; what only a broken reference would say on one side is unknown, and no difference. */
function compareResponse(
  before: Response | undefined,
  after: Response | undefined,
  status: string,
): Finding[] {
  if (before === undefined || after === undefined) return [];
  const location = rootLocation({ side: "response", direction: "read", status });
  const isUnknown = (lacks: (response: Response) => boolean): boolean =>
    [before, after].some((response) => response.isUnknown && lacks(response));
  return [
    ...(isUnknown(({ description }) => description === "")
      ? []
      : compareProse(before.description, after.description, ofOperation(status))),
    ...(isUnknown(({ body }) => body === undefined || body.isOpen)
      ? []
      : compareBodies(before.body, after.body, location)),
    ...(isUnknown(({ headers }) => headers.size === 0)
      ? []
      : compareHeaders(before.headers, after.headers, status)),
  ];
}
