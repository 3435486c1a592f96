import { parsed } from "../../../src/core/json.ts";
import { faultsOf } from "../fault.ts";
import { crashes, listOf, type Plant, texts } from "../plant.ts";

const onText = (found: (text: string) => boolean): Plant => crashes((sent) => [...texts(sent)].some(found));

/** Inputs on which the endpoint fails; all else is answered as documented. */
export const crash = faultsOf("crash", [
  ["on emoji", "no-crash", /fails with 500/, onText((text) => /\p{Extended_Pictographic}/u.test(text))],
  ["on a huge number", "no-crash", /fails with 500/, crashes(({ slotDuration }) => Number(slotDuration) > 1e300)],
  ["beyond safe integers", "no-crash", /fails with 500/, crashes(({ appoinmentPerDay }) => Number(appoinmentPerDay) === 2 ** 53)],
  ["on NUL", "no-crash", /fails with 500/, onText((text) => text.includes("\u0000"))],
  ["on a long text", "no-crash", /fails with 500/, crashes(({ description }) => String(description).length > 1024)],
  ["on a leap day", "no-crash", /fails with 500/, onText((text) => text.startsWith("2024-02-29"))],
  ["on the last day", "no-crash", /fails with 500/, onText((text) => text.startsWith("9999-12-31"))],
  ["on many items", "no-crash", /fails with 500/, crashes(({ notifications }) => listOf(notifications).length > 20)],
  ["on markup", "no-crash", /fails with 500/, onText((text) => text.includes("<b"))],
  ["on a template", "no-crash", /fails with 500/, onText((text) => text.includes("<%="))],
  ["on letters from right to left", "no-crash", /fails with 500/, onText((text) => /\p{Script=Hebrew}/u.test(text))],
  ["on one pair of values", "no-crash", /fails with 500/, crashes(({ calendarType, guestType }) => calendarType === "collective" && guestType === "collect_detail")],
  ["on a pair with null", "no-crash", /fails with 500/, crashes(({ availabilityType, formSubmitType }) => availabilityType === null && formSubmitType === "RedirectURL")],
  ["on a pair of a value and a field left out", "no-crash", /fails with 500/, crashes(({ widgetType, slug }) => widgetType === "default" && slug === undefined)],
  ["on two zeros", "no-crash", /fails with 500/, crashes(({ slotDuration, slotInterval }) => slotDuration === 0 && slotInterval === 0)],
  ["on a pair deep down", "no-crash", /fails with 500/, crashes(({ recurring, calendarType }) => JSON.stringify(recurring)?.includes("WEEKLY") === true && calendarType === "event")],
  ["on a required field left out", "no-crash", /fails with 500/, crashes(({ name }) => name === undefined)],
  ["on a wrong type", "no-crash", /fails with 500/, crashes(({ teamMembers }) => teamMembers !== undefined && !Array.isArray(teamMembers))],
  ["on text that is not JSON", "no-crash", /fails with 500/, crashes((_, text) => text === "not JSON")],
  ["on a gateway's error every time", "no-crash", /fails with 503/, crashes(({ consentLabel }) => String(consentLabel).length > 2000, 503)],
  ["on null for a body", "no-crash", /fails with 500: the request is broken: null/, crashes((_, text) => text === "null")],
  ["on whatever is no JSON", "no-crash", /fails with 500: the request is no JSON/, crashes((_, text) => text !== "" && parsed(text) === undefined)],
  ["on a name that is an operator", "no-crash", /fails with 500: \$where is/, crashes((sent) => Object.hasOwn(sent, "$where"))],
]); // biome-ignore format: a table reads better in lines
