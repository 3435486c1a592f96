import type { Location } from "../../contract/locations.ts";
import type { Json } from "../../core/json.ts";

/** A kind of value that systems are known to get wrong. */
export interface SpecialValue {
  readonly name: string;
  /** True if another special value holds it beside others, so that it tells little more. */
  readonly isPart?: boolean;
  /**
   * The value for a location that holds `value`, or undefined where it has none.
   * @param nth the number of the value among those at the location, from 0: items of a list may have to differ
   */
  value(location: Location, value: Json, nth: number): Json | undefined;
}
