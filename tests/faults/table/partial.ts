import { forgets, inFirstOnly, unjudgedBelow } from "../enforced.ts";
import { type Fault, faultsOf } from "../fault.ts";

import { naming } from "../naming.ts";
import { listOf, type Plant } from "../plant.ts";

const namesAll = (plant: Plant): Plant => naming(plant, (all) => all);

/** What is enforced for the first item, one value or one level of nesting only. */
export const partial: Fault[] = faultsOf("partly enforced", [
  ["a bound for the first day only", "invalid-refused", /openHours\[\]\.daysOfTheWeek\[\] = \S+ is accepted, against (min|max)imum/, namesAll(inFirstOnly("/openHours/-/daysOfTheWeek/-"))],
  ["a listed number for the first member only", "invalid-refused", /teamMembers\[\]\.priority = \S+ is accepted, against (enum|type)/, namesAll(inFirstOnly("/teamMembers/-/priority"))],
  ["a type for the first notification only", "invalid-refused", /notifications\[\]\.selectedUsers left out is accepted, against required/, namesAll(inFirstOnly("/notifications/-/selectedUsers"))],
  ["a required field of the first item only", "invalid-refused", /openHours\[\]\.hours left out is accepted, against required/, namesAll(inFirstOnly("/openHours/-/hours", "required"))],
  ["an item's type for the first item only", "invalid-refused", /notifications\[\] = .+ is accepted, against type/, namesAll(inFirstOnly("/notifications/-"))],
  ["the hours of a week, but not those of a date", "invalid-refused", /availabilities\[\]\.hours\[\]\.\w+ (= .+|left out) is accepted/, namesAll(unjudgedBelow("/availabilities/-/hours/-")), "any"],
  ["locations, but not those of members", "invalid-refused", /teamMembers\[\]\.locationConfigurations\[\]\.\w+ (= .+|left out) is accepted/, namesAll(unjudgedBelow("/teamMembers/-/locationConfigurations/-")), "any"],
  ["fields, but not those of an object", "invalid-refused", /recurring\.\w+ = .+ is accepted/, namesAll(unjudgedBelow("/recurring")), "any"],
  ["a rule for the first location only", "rule-refused", /breaks rule no-conference-for-event is accepted/, forgets("no-conference-for-event", ({ locationConfigurations }) => !/_conference$/.test(String(listOf(locationConfigurations)[0]?.kind)))],
  ["a rule for the first member only", "rule-refused", /breaks rule several-locations-one-member is accepted/, forgets("several-locations-one-member", ({ teamMembers }) => !(listOf(listOf(teamMembers)[0]?.locationConfigurations).length > 1))],
]); // biome-ignore format: a table reads better in lines
