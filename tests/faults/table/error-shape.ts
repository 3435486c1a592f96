import type { Answer } from "../../../src/http/exchange.ts";
import { faultsOf } from "../fault.ts";
import { answers, bodyOf, CREATE, type Plant, withBody } from "../plant.ts";

/** Answers one status otherwise. */
const on = (status: number, change: (answer: Answer) => Answer): Plant =>
  answers(CREATE, (one) => one === status, change);

const JSON_TYPE = { "content-type": "application/json" };
const page = {
  headers: { "content-type": "text/html; charset=utf-8" },
  text: "<html><body>Bad Request</body></html>",
};

/** Refusals that are not of the documented form. */
export const errorShape = faultsOf("error shape", [
  ["a status as text", "response-schema", /statusCode is a string, not a number/, on(400, (one) => withBody(one, { ...bodyOf(one), statusCode: "400" }))],
  ["a list of messages", "response-schema", /message is an array, not a string/, on(400, (one) => withBody(one, { ...bodyOf(one), message: [bodyOf(one).message] }))],
  ["no message but null", "response-schema", /message is null, not a string/, on(400, (one) => withBody(one, { ...bodyOf(one), message: null }))],
  ["a message in an object", "response-schema", /message is an object, not a string/, on(401, (one) => withBody(one, { ...bodyOf(one), message: { text: "no" } }))],
  ["a status for the name of an error", "response-schema", /error is an integer, not a string/, on(401, (one) => withBody(one, { ...bodyOf(one), error: 401 }))],
  ["a list for an error", "response-schema", /body is an array, not an object/, on(401, (one) => withBody(one, [bodyOf(one)]))],
  ["one message where a list is documented", "response-schema", /message is a string, not an array/, on(400, () => ({ status: 422, headers: JSON_TYPE, text: '{"message":"no"}' }))],
  ["a page of HTML", "content-type", /content type of 400 is not application\/json/, on(400, (one) => ({ ...one, ...page }))],
  ["plain text", "content-type", /content type of 401 is not application\/json/, on(401, (one) => ({ ...one, headers: { "content-type": "text/plain" }, text: "Unauthorized" }))],
  ["text that is called JSON", "json", /body of 401 is not JSON/, on(401, (one) => ({ ...one, text: "Unauthorized" }))],
  ["an empty error", "json", /body of 400 is an empty body/, on(400, (one) => ({ ...one, text: "" }))],
  ["an error encoded twice", "json", /body of 400 is JSON encoded twice/, on(400, (one) => withBody(one, one.text))],
]); // biome-ignore format: a table reads better in lines
