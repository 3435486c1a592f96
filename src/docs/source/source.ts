import type { JsonObject } from "../../core/json.ts";
import type { KnownOperation } from "../openapi/pick-operation.ts";

/** A reference that leads nowhere and that the contract can do without. */
export interface BrokenReference {
  /** JSON pointer of the place that refers, in the file that `name` says. */
  readonly at: string;
  readonly name: string;
  readonly ref: string;
  readonly reason: string;
}

/** A source's description of one operation, without the project's overlay. */
export interface Source {
  /** The form that its text has, by the name of its entry in `DOCS_FORMS`. */
  readonly form: string;
  /** OpenAPI 3.1, one operation under `paths`, in the one shape that all forms come to. */
  readonly document: JsonObject;
  /** References to the schemas of error answers that could not be resolved, so that the document leaves them out. */
  readonly broken: readonly BrokenReference[];
  /** Parts that no reader can make sense of, each with its place, and which are passed over; none unless given. */
  readonly unsound?: readonly string[];
  /** The statuses whose answers therefore lack a part. */
  readonly unknown: readonly string[];
  /** Fields of the body that only its example shows, and no list of fields. */
  readonly exampleOnly?: readonly string[];
  /** The other documents that were read for it. */
  readonly read: readonly string[];
}

/** The text of a source with its origin, and the operation to read. */
export interface SourceOptions {
  readonly text: string;
  /** The source's name in messages. */
  readonly name: string;
  /** Path or URL of the source, from which its relative references lead on; without one they lead nowhere. */
  readonly path?: string;
  /** The operation that must be in the source: its id, or METHOD /path. */
  readonly operation?: string;
  /** The operation to take where the source holds several and `operation` is not given. */
  readonly preferred?: string;
  /** The operation of another document that is meant, by its method and path. */
  readonly known?: KnownOperation;
  /** The source is compared, and nothing made of it: what is known of it in part is marked, and no broken reference an error. */
  readonly isCompared?: boolean;
  /** The status of a success where page text gives none, `200` unless given. */
  readonly successStatus?: string;
}
