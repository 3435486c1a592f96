/** Compares two operations: how each is called, what is sent, what is answered. */
import type { FoundChange } from "./change.ts";
import { compareBodies } from "./compare-bodies.ts";
import { compareCall } from "./compare-call.ts";
import { compareParameters } from "./compare-parameters.ts";
import { compareResponses } from "./compare-responses.ts";
import { rootLocation } from "./finding.ts";
import { mergeShared } from "./merge-shared.ts";
import type { OperationModel } from "./operation-model.ts";

/** The changes from one operation to another, one for each change in the docs. */
export function compareOperations(before: OperationModel, after: OperationModel): FoundChange[] {
  return mergeShared([
    ...compareCall(before, after),
    ...compareParameters(before, after),
    ...compareBodies(before.body, after.body, rootLocation({ side: "request", direction: "sent" })),
    ...compareResponses(before.responses, after.responses),
  ]);
}
