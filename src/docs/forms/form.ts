import type { JsonObject } from "../../core/json.ts";
import type { OpenApiInput } from "../openapi/read-openapi.ts";
import type { SourceOptions } from "../source/source.ts";

/** A document with one operation or several, and which of them is meant where the text tells. */
export type ReadForm = {
  readonly root: JsonObject;
  /** Fields of the body that only its example shows. */
  readonly exampleOnly?: readonly string[];
} & Partial<OpenApiInput>;

/** One form in which the docs of an operation reach a reader. */
export interface DocsForm {
  /** The name of its file under `src/docs/forms/`. */
  readonly form: string;
  /** Its name in messages, after "expected". */
  readonly words: string;
  /** The suffix of a file that keeps such a text. */
  readonly suffix: string;
  /** True where a text describes one operation alone, so that it is kept as it came. */
  readonly isOneOperation: boolean;
  /** True if a text certainly has this form. */
  detect(lines: readonly string[]): boolean;
  /** Reads a text of this form. @throws CaptureError */
  read(options: SourceOptions): ReadForm;
}
