import { isParameter, type Location, locationName } from "../../contract/locations.ts";

/** A location in the names of cases: `members[].name`, `query/limit`. */
export const caseName = (location: Location): string =>
  isParameter(location) ? locationName(location).replace(" ", "/") : locationName(location);
