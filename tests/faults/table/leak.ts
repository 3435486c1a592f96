import { faultsOf } from "../fault.ts";
import { answers, bodyOf, CREATE, created, type Plant, withBody } from "../plant.ts";

/** Says more in a refusal than the caller needs to know. */
const tells = (message: string): Plant =>
  answers(
    CREATE,
    (status) => status === 400,
    (answer) => withBody(answer, { ...bodyOf(answer), message }),
  );

/** Answers that show what they must not. */
export const leak = faultsOf("leak", [
  ["the token in a header", "leak", /the answer shows the token/, created((answer, { request }) => ({ ...answer, headers: { ...answer.headers, "x-debug": String(request.headers.authorization) } }))],
  ["the token in a body", "leak", /the answer shows the token/, created((answer, { request }) => withBody(answer, { ...bodyOf(answer), auth: request.headers.authorization }))],
  ["a refused token in a message", "leak", /the answer shows the token/, answers(CREATE, (status) => status === 401, (answer, { request }) => withBody(answer, { ...bodyOf(answer), message: `bad ${request.headers.authorization}` }))],
  ["a stack trace", "leak", /the answer shows a stack trace/, tells("TypeError: x is undefined\n    at create (/srv/app/dist/calendars.js:10:5)\n    at async run (/srv/app/dist/main.js:1:2)")],
  ["a stack trace of Python", "leak", /the answer shows a stack trace/, tells('Traceback (most recent call last):\n  File "/srv/app/main.py", line 3, in create')],
  ["a file path", "leak", /the answer shows a file path/, tells("cannot read /var/lib/calendars/store.db")],
  ["an error of MongoDB", "leak", /the answer shows a database error/, tells("E11000 duplicate key error collection: prod.calendars index: slug_1")],
  ["an error of SQL", "leak", /the answer shows a database error/, tells('duplicate key value violates unique constraint "calendars_slug_key"')],
]); // biome-ignore format: a table reads better in lines
