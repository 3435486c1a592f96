import { faultsOf } from "../fault.ts";
import { bodyOf, created, field, inner, withBody } from "../plant.ts";

const JSON_TYPE = { "content-type": "application/json" };

/** Answers that are not of the documented form. */
export const answerShape = faultsOf("answer shape", [
  ["a number comes as text", "response-schema", /calendar\.slotDuration is a string, not a number/, field("slotDuration", String)],
  ["a boolean comes as text", "response-schema", /calendar\.isActive is a string, not a boolean/, field("isActive", String)],
  ["a nested number comes as text", "response-schema", /calendar\.openHours\[\]\.hours\[\]\.openHour is a string/, inner(["openHours", "hours", "openHour"], String)],
  ["an empty list comes as an object", "response-schema", /calendar\.openHours is an object, not an array/, field("openHours", (list) => (Array.isArray(list) && list.length === 0 ? {} : list))],
  ["a list of one comes as its item", "response-schema", /calendar\.teamMembers is an object, not an array/, field("teamMembers", (list) => (Array.isArray(list) && list.length === 1 ? list[0] : list))],
  ["the id comes as a number", "response-schema", /calendar\.id is an integer, not a string/, () => { let count = 0; return field("id", () => ++count); }, 1],
  ["an empty text comes as null", "response-schema", /calendar\.description is null, not a string/, field("description", (text) => text || null)],
  ["a huge number comes as null", "response-schema", /calendar\.preBuffer is null, not a number/, field("preBuffer", (number) => (Number(number) > 1e300 ? null : number))],
  ["a listed value comes renamed", "response-schema", /calendar\.guestType is not a documented value/, field("guestType", (text) => (text === "count_only" ? "COUNT" : text))],
  ["a required field is missing", "response-schema", /calendar\.name is missing/, field("name", () => undefined), 1],
  ["the id is missing", "response-schema", /calendar\.id is missing/, field("id", () => undefined)],
  ["another envelope", "response-schema", /calendar is missing/, created((answer) => withBody(answer, { data: bodyOf(answer).calendar }))],
  ["no envelope", "response-schema", /calendar is missing/, created((answer) => withBody(answer, bodyOf(answer).calendar))],
  ["a list around the answer", "response-schema", /body is an array, not an object/, created((answer) => withBody(answer, [bodyOf(answer)]))],
  ["null for an answer", "response-schema", /body is null, not an object/, created((answer) => ({ ...answer, text: "null" }))],
  ["another content type", "content-type", /content type of 200 is not application\/json/, created((answer) => ({ ...answer, headers: { "content-type": "text/html" } }))],
  ["no content type", "content-type", /content type of 200 is not application\/json/, created((answer) => ({ ...answer, headers: {} }))],
  ["JSON that is cut off", "json", /body of 200 is not JSON/, created((answer) => ({ ...answer, text: answer.text.slice(0, -9) }))],
  ["JSON within JSON", "json", /body of 200 is JSON encoded twice/, created((answer) => withBody(answer, answer.text))],
  ["NaN in JSON", "json", /body of 200 is not JSON/, created((answer) => ({ ...answer, text: answer.text.replace(/^\{/, '{"nan":NaN,') }))],
  ["an answer twice", "json", /body of 200 is not JSON/, created((answer) => ({ ...answer, text: answer.text + answer.text }))],
  ["an empty body", "json", /body of 200 is an empty body/, created((answer) => ({ ...answer, text: "" }))],
  ["an empty body without type", "json", /body of 200 is an empty body/, created((answer) => ({ ...answer, headers: {}, text: "" }))],
  ["an undocumented success", "status", /undocumented success 201/, created((answer) => ({ ...answer, status: 201 }))],
  ["an undocumented success of a wrong form", "response-schema", /calendar is missing/, created((answer) => ({ ...withBody(answer, {}), status: 201 })), 1],
  ["an undocumented success without a body", "status", /undocumented success 204/, created(() => ({ status: 204, headers: {}, text: "" }))],
  ["an undocumented refusal", "status", /undocumented status 409/, { answer: (answer) => (answer.status === 400 ? { status: 409, headers: JSON_TYPE, text: "{}" } : answer) }],
]); // biome-ignore format: a table reads better in lines
