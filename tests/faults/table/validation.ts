import { isObject } from "../../../src/core/json.ts";
import { lets, takes } from "../enforced.ts";
import { faultsOf } from "../fault.ts";
import { accepting } from "../plant.ts";

const parses = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

/** Bodies that break the request schema and are let through. */
export const validation = faultsOf("validation", [
  ["a required field may be left out", "invalid-refused", /name left out is accepted, against required/, lets("required", "/name")],
  ["a required field of an item may be left out", "invalid-refused", /openHours\[\]\.hours left out is accepted, against required/, lets("required", "/openHours/-/hours")],
  ["a required field of an object may be left out", "invalid-refused", /lookBusyConfig\.enabled left out is accepted, against required/, lets("required", "/lookBusyConfig/enabled")],
  ["any text for a listed value", "invalid-refused", /calendarType = "\w+" is accepted, against enum/, lets("enum", "/calendarType")],
  ["a listed value in another case", "invalid-refused", /widgetType = "DEFAULT" is accepted, against enum/, lets("enum", "/widgetType", ({ widgetType }) => widgetType === "DEFAULT")],
  ["any text for a nested listed value", "invalid-refused", /teamMembers\[\]\.locationConfigurations\[\]\.kind = "\w+" is accepted, against enum/, lets("enum", "/teamMembers/-/locationConfigurations/-/kind")],
  ["any number for a listed one", "invalid-refused", /availabilityType = 2 is accepted, against enum/, lets("enum", "/availabilityType")],
  ["any number for a nested listed one", "invalid-refused", /teamMembers\[\]\.priority = 2 is accepted, against enum/, lets("enum", "/teamMembers/-/priority")],
  ["less than the minimum", "invalid-refused", /openHours\[\]\.hours\[\]\.openHour = -1 is accepted, against minimum/, lets("minimum", "/openHours/-/hours/-/openHour", (body) => JSON.stringify(body).includes('"openHour":-1'))],
  ["more than the maximum", "invalid-refused", /recurring\.count = \S+ is accepted, against maximum/, lets("maximum", "/recurring/count")],
  ["a fraction more than the maximum", "invalid-refused", /recurring\.count = 24\.5 is accepted, against maximum/, lets("maximum", "/recurring/count", ({ recurring }) => isObject(recurring) && recurring.count === 24.5)],
  ["a fraction less than the minimum", "invalid-refused", /openHours\[\]\.daysOfTheWeek\[\] = -0\.5 is accepted, against minimum/, lets("minimum", "/openHours/-/daysOfTheWeek/-", (body) => JSON.stringify(body).includes("-0.5"))],
  ["a text for a number", "invalid-refused", /slotDuration = "[^"]*" is accepted, against type/, lets("type", "/slotDuration", ({ slotDuration }) => typeof slotDuration === "string")],
  ["a text for a boolean", "invalid-refused", /isActive = "[^"]*" is accepted, against type/, lets("type", "/isActive", ({ isActive }) => typeof isActive === "string")],
  ["a number for a text", "invalid-refused", /description = 12345 is accepted, against type/, lets("type", "/description", ({ description }) => typeof description === "number")],
  ["null for a text", "invalid-refused", /= null is accepted, against type/, takes("null", "string"), "any"],
  ["null for a number", "invalid-refused", /= null is accepted, against type/, takes("null", "number"), "any"],
  ["null for a list", "invalid-refused", /= null is accepted, against type/, takes("null", "array"), "any"],
  ["a list for a text", "invalid-refused", /= \[.*\] is accepted, against type/, takes("array", "string"), "any"],
  ["a list for an object", "invalid-refused", /= \[\] is accepted, against type/, takes("array", "object"), "any"],
  ["an object for a text", "invalid-refused", /= \{\} is accepted, against type/, takes("object", "string"), "any"],
  ["an object for a list", "invalid-refused", /= \{\} is accepted, against type/, takes("object", "array"), "any"],
  ["a boolean for a number", "invalid-refused", /= true is accepted, against type/, takes("boolean", "number"), "any"],
  ["anything for a nested number", "invalid-refused", /openHours\[\]\.hours\[\]\.openMinute = .* is accepted, against type/, lets("type", "/openHours/-/hours/-/openMinute")],
  ["anything for an item", "invalid-refused", /openHours\[\]\.daysOfTheWeek\[\] = .* is accepted, against type/, lets("type", "/openHours/-/daysOfTheWeek/-")],
  ["anything for a listed value", "invalid-refused", /guestType = .* is accepted, against type/, lets("type", "/guestType", ({ guestType }) => typeof guestType !== "string")],
  ["text that is not JSON", "invalid-refused", /broken request is accepted: not json/, accepting((text) => text === "not JSON")],
  ["JSON that is cut off", "invalid-refused", /broken request is accepted: truncated json/, accepting((text) => text !== "" && text !== "not JSON" && !parses(text))],
  ["a list for a body", "invalid-refused", /broken request is accepted: an array/, accepting((text) => text.startsWith("["))],
  ["a text for a body", "invalid-refused", /broken request is accepted: a string/, accepting((text) => text.startsWith('"'))],
  ["nothing for a body", "invalid-refused", /broken request is accepted: (no|empty) body/, accepting((text) => text === ""), "any"],
  ["a value of a like list", "invalid-refused", /slotDurationUnit = "days" is accepted, against enum/, lets("enum", "/slotDurationUnit", ({ slotDurationUnit }) => slotDurationUnit === "days")],
  ["JSON with a comma at its end", "invalid-refused", /a broken request is accepted: comma at the end/, accepting((text) => text.endsWith(",}"))],
  ["JSON with more after it", "invalid-refused", /a broken request is accepted: more after json/, accepting((text) => text.startsWith("{") && text.endsWith("}]"))],
  ["null for a body", "invalid-refused", /a broken request is accepted: null/, accepting((text) => text === "null")],
]); // biome-ignore format: a table reads better in lines
