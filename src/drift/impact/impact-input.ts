import type { SchemaCompiler } from "../../codegen/validators.ts";
import type { JsonObject } from "../../core/json.ts";
import type { OverlayProblem } from "../../docs/overlay/overlay.ts";
import type { Overlay } from "../../docs/overlay/read-overlay.ts";
import type { OperationModel } from "../operation-model.ts";

/** The contract before and after a change, and what of the project it may touch. */
export interface ImpactInput {
  readonly before: OperationModel;
  readonly after: OperationModel;
  readonly current: { readonly name: string; readonly document: JsonObject };
  /** The captured document, with what of the overlay fits. */
  readonly document: JsonObject;
  readonly overlay: Overlay;
  readonly problems: readonly OverlayProblem[];
  readonly root: string;
  /** One that has read, or will read, the same documents; one of its own unless given. */
  readonly compiler?: SchemaCompiler | undefined;
}
