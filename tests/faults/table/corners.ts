import type { Json } from "../../../src/core/json.ts";
import { refuses } from "../enforced.ts";
import { type Fault, faultsOf } from "../fault.ts";
import { crashes, field, inner, type Plant, text as textAt } from "../plant.ts";

const text = (name: string, change: (text: string) => Json | undefined): Plant => textAt([name], change);

const number = (name: string, change: (number: number) => Json | undefined): Plant =>
  field(name, (one) => (typeof one === "number" ? change(one) : one));

const places =
  (count: number) =>
  (one: number): number =>
    Math.abs(one) < 1e15 ? Number(one.toFixed(count)) : one;

const MOST_INT32 = 2 ** 31 - 1;
const PAIRS = /[\ud800-\udbff][\udc00-\udfff]/g;
const LONE = /(?<![\ud800-\udbff])[\udc00-\udfff]|[\ud800-\udbff](?![\udc00-\udfff])/;

const mismatches = (pattern: RegExp) => (value: Json | undefined) =>
  value !== undefined && !pattern.test(String(value));
const isNoLink = mismatches(/^https?:\/\//);
const isNoMail = mismatches(/^\S+@\S+$/);
const isNoColour = mismatches(/^#[0-9a-f]{6}$/i);
const isNoSlug = mismatches(/^[a-z0-9-]+$/);

/** Texts that are kept otherwise, or only some of which are taken. */
export const texts: Fault[] = faultsOf("text", [
  ["cut at 30", "echo", /eventTitle is cut at character 30/, text("eventTitle", (one) => one.slice(0, 30))],
  ["cut at 100", "echo", /description is cut at character 100/, text("description", (one) => one.slice(0, 100))],
  ["cut at 255", "echo", /consentLabel is cut at character 255/, text("consentLabel", (one) => one.slice(0, 255))],
  ["cut at 100 deep down", "echo", /locationConfigurations\[\]\.location is cut at character 100/, textAt(["locationConfigurations", "location"], (one) => one.slice(0, 100))],
  ["trimmed deep down", "echo", /notifications\[\]\.selectedUsers is trimmed/, textAt(["notifications", "selectedUsers"], (one) => one.trim())],
  ["blanks at the end are lost", "echo", /formSubmitThanksMessage is trimmed/, text("formSubmitThanksMessage", (one) => one.trimEnd())],
  ["emptied", "echo", /pixelId is emptied/, text("pixelId", () => "")],
  ["an empty one becomes null", "response-schema", /alertEmail is null/, text("alertEmail", (one) => (one === "" ? null : one)), "any"],
  ["an empty one is dropped deep down", "echo", /teamMembers\[\]\.locationConfigurations\[\]\.location is dropped/, textAt(["teamMembers", "locationConfigurations", "location"], (one) => (one === "" ? undefined : one))],
  ["characters beyond latin-1 are lost", "echo", /notes is re-encoded/, text("notes", (one) => one.replace(/[\u0100-\uffff]/g, "?"))],
  ["characters above U+FFFF are lost", "echo", /consentLabel is re-encoded/, text("consentLabel", (one) => one.replace(PAIRS, "\ufffd"))],
  ["characters above U+FFFF crash", "no-crash", /fails with 500/, crashes(({ description }) => new RegExp(PAIRS.source).test(String(description)))],
  ["ends at NUL", "echo", /slug is cut/, text("slug", (one) => one.split("\0")[0] ?? "")],
  ["a lone surrogate crashes", "no-crash", /fails with 500/, crashes(({ notes }) => LONE.test(String(notes)))],
  ["markup is stripped", "echo", /formSubmitThanksMessage is stripped of markup/, text("formSubmitThanksMessage", (one) => one.replace(/<[^>]*>/g, ""))],
  ["lines end in markup", "echo", /notes is changed in its line ends: \w+ became <br>/, text("notes", (one) => one.replaceAll("\n", "<br>"))],
  ["a numeric one becomes a number", "response-schema", /pixelId is an integer, not a string/, text("pixelId", (one) => (/^\d+$/.test(one) ? Number(one) : one)), "any"],
  ["only links are taken", "valid-accepted", /refused with 400/, refuses(({ formSubmitRedirectURL }) => isNoLink(formSubmitRedirectURL))],
  ["only e-mail addresses are taken", "valid-accepted", /refused with 400/, refuses(({ alertEmail }) => isNoMail(alertEmail))],
  ["only colours are taken", "valid-accepted", /refused with 400/, refuses(({ eventColor }) => isNoColour(eventColor))],
  ["only lower case and dashes are taken", "valid-accepted", /refused with 400/, refuses(({ slug }) => isNoSlug(slug))],
  ["30 characters at most are taken", "valid-accepted", /refused with 400/, refuses(({ consentLabel }) => String(consentLabel ?? "").length > 30)],
]); // biome-ignore format: a table reads better in lines

/** Numbers that are kept otherwise, or only some of which are taken. */
export const numbers: Fault[] = faultsOf("number", [
  ["of one place", "echo", /slotInterval is rounded to 1 decimal places?/, number("slotInterval", places(1))],
  ["of two places", "echo", /slotDuration is rounded to 2 decimal places?/, number("slotDuration", places(2))],
  ["of three places", "echo", /appoinmentPerSlot is rounded to 3 decimal places?/, number("appoinmentPerSlot", places(3))],
  ["of six places", "echo", /allowBookingFor is rounded to 6 decimal places?/, number("allowBookingFor", places(6))],
  ["of two places deep down", "echo", /lookBusyConfig\.LookBusyPercentage is rounded to 2 decimal places?/, inner(["lookBusyConfig", "LookBusyPercentage"], (one) => places(2)(Number(one)))],
  ["without their sign", "echo", /allowBookingAfter is changed in its sign/, number("allowBookingAfter", Math.abs)],
  ["of 32 bits", "echo", /slotBuffer is rounded to float32/, number("slotBuffer", (one) => (Math.abs(one) < 1e38 ? Math.fround(one) : one))],
  ["clamped to int32", "echo", /appoinmentPerDay is clamped/, number("appoinmentPerDay", (one) => Math.min(one, MOST_INT32))],
  ["wrapped to int32", "echo", /allowBookingAfter is /, number("allowBookingAfter", (one) => (one > MOST_INT32 ? one | 0 : one))],
  ["beyond int32 crash", "no-crash", /fails with 500/, crashes(({ preBuffer }) => Number(preBuffer) > MOST_INT32)],
  ["beyond int32 are refused", "valid-accepted", /refused with 400/, refuses(({ slotInterval }) => Number(slotInterval) > MOST_INT32)],
  ["below zero are refused", "valid-accepted", /refused with 400/, refuses(({ allowBookingFor }) => Number(allowBookingFor) < 0)],
  ["below zero become zero", "echo", /preBuffer is (clamped|zeroed)/, number("preBuffer", (one) => Math.max(0, one))],
  ["below zero lose their sign", "echo", /slotBuffer is /, number("slotBuffer", Math.abs)],
  ["zero is refused deep down", "valid-accepted", /refused with 400/, refuses((body) => JSON.stringify(body).includes('"LookBusyPercentage":0}'))],
  ["zero becomes null", "response-schema", /allowBookingAfter is null/, number("allowBookingAfter", (one) => one || null), "any"],
  ["fractions of more than two places are refused", "valid-accepted", /refused with 400/, refuses(({ appoinmentPerDay: one }) => typeof one === "number" && Math.abs(one) < 1e6 && places(2)(one) !== one)],
]); // biome-ignore format: a table reads better in lines
