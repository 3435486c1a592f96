import type { Location } from "../../contract/locations.ts";
import type { Json } from "../../core/json.ts";

/** A kind of value that systems are known to get wrong. */
export interface SpecialValue {
  readonly name: string;
  /** The value for a location that holds `value`, or undefined where it has none. */
  value(location: Location, value: Json): Json | undefined;
}
