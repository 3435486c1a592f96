import { refuses } from "../enforced.ts";
import { faultsOf } from "../fault.ts";
import { listOf } from "../plant.ts";

/** Bodies that the docs allow and the endpoint refuses. */
export const refused = faultsOf("valid refused", [
  ["one listed value", "valid-accepted", /refused with 400/, refuses(({ calendarType }) => calendarType === "service_booking")],
  ["one nested listed value", "valid-accepted", /refused with 400/, refuses(({ recurring }) => JSON.stringify(recurring)?.includes("MONTHLY") === true)],
  ["a pair of values", "valid-accepted", /refused with 400/, refuses(({ calendarType, eventType }) => calendarType === "event" && eventType === "RoundRobin_OptimizeForEqualDistribution")],
  ["a pair with a field left out", "valid-accepted", /refused with 400/, refuses(({ formSubmitType, formSubmitRedirectURL }) => formSubmitType === "RedirectURL" && formSubmitRedirectURL === undefined)],
  ["an empty text", "valid-accepted", /refused with 400/, refuses(({ description }) => description === "")],
  ["a fraction", "valid-accepted", /refused with 400/, refuses(({ slotDuration }) => !Number.isInteger(slotDuration ?? 0))],
  ["zero", "valid-accepted", /refused with 400/, refuses(({ slotBuffer }) => slotBuffer === 0)],
  ["null", "valid-accepted", /refused with 400/, refuses(({ availabilityType }) => availabilityType === null)],
  ["false", "valid-accepted", /refused with 400/, refuses(({ isActive }) => isActive === false)],
  ["an empty list", "valid-accepted", /refused with 400/, refuses(({ notifications }) => Array.isArray(notifications) && notifications.length === 0)],
  ["a long text", "valid-accepted", /refused with 400/, refuses(({ name }) => String(name).length > 255)],
  ["letters beyond Latin", "valid-accepted", /refused with 400/, refuses(({ name }) => /[\u0250-\uffff]/.test(String(name)))],
  ["the maximum", "valid-accepted", /refused with 400/, refuses(({ recurring }) => JSON.stringify(recurring)?.includes('"count":24') === true)],
  ["several days", "valid-accepted", /refused with 400/, refuses(({ openHours }) => listOf(openHours).some(({ daysOfTheWeek }) => Array.isArray(daysOfTheWeek) && daysOfTheWeek.length > 1))],
  ["a member without all optional fields", "valid-accepted", /refused with 400/, refuses(({ teamMembers }) => listOf(teamMembers).some(({ priority }) => priority === undefined))],
]); // biome-ignore format: a table reads better in lines
