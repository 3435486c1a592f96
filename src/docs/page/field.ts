import type { Json } from "../../core/json.ts";
import type { FieldBounds } from "./bound-lines.ts";
import type { FieldType } from "./field-type.ts";
import type { PageText } from "./page-text.ts";

/** One field of a list on the page, as the page describes it. */
export interface Field {
  readonly name: string;
  /** The names of the objects that it is in, then its own one, joined by points. */
  readonly path: string;
  /** The fields in it, where the page shows them. */
  readonly children: Field[];
  /** Index of the name line. */
  readonly line: number;
  readonly type: FieldType;
  required: boolean;
  deprecated: boolean;
  description: string;
  bounds: FieldBounds;
  default?: Json;
  options?: Json[];
  example?: Json;
}

/** The lines of one list, and the names that the page's examples show. */
export interface FieldList {
  readonly page: PageText;
  readonly end: number;
  readonly shown: ReadonlySet<string>;
}
