import { isParameter, type Location, locationName } from "../contract/locations.ts";
import { dotted } from "../core/json.ts";

/** A location in the lines of a report: that of a body by its path alone. */
export const coveredName = (location: Location): string =>
  isParameter(location) ? locationName(location) : dotted(location.memberPointer);
