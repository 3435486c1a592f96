import { describe, expect, it } from "vitest";
import { leak, leakIn } from "../../../src/checks/leak.ts";
import { judge } from "../../../src/engine/judge.ts";
import type { Answer } from "../../../src/http/exchange.ts";
import { tinyContract } from "../../fixtures/tiny-contract.ts";
import { answerOf, caseOf, judgedBy, told, violationsOf } from "./exchanges.ts";

const request = { method: "POST", path: "/invoices", headers: { authorization: "Bearer secret-token" }, body: '{"note":"see /etc/hosts/file"}' }; // biome-ignore format: one line
const leaks = (answer: Answer) => judgedBy(leak, caseOf({ request }), answer)?.map(({ title }) => title);

describe("leak", () => {
  it.each([
    ["a refusal", answerOf(400, { message: "note must be a string" })],
    ["what the caller sent", answerOf(200, { invoice: { note: "see /etc/hosts/file" } })],
    ["a path of the API", answerOf(404, { path: "/invoices/1", docs: "https://example.com/home/docs/x" })],
  ])("passes %s", (_, answer) => expect(leaks(answer)).toEqual([]));

  it.each([
    ["the token", answerOf(200, { echo: "Bearer secret-token" })],
    ["the token", answerOf(200, {}, { "x-debug": "secret-token" })],
    ["a stack trace", answerOf(400, { message: "Error: x\n    at create (/srv/app/main.js:1:2)" })],
    ["a file path", answerOf(400, { message: "no such file /var/lib/store.db" })],
    ["a database error", answerOf(409, { message: "E11000 duplicate key error" })],
  ])("tells of %s once", (what, answer) => expect(leaks(answer)).toEqual([`the answer shows ${what}`]));
});

describe("the words of databases and frameworks", () => {
  it.each([
    "MongoError: BSON field 'insert.x' is an unknown field",
    "MongoNetworkError: connection 3 closed",
    "BSONTypeError: bad",
    "BSONError: input must be a 24 character hex string",
    "Cast to ObjectId failed for value x",
    "ER_DUP_ENTRY: Duplicate entry 'a' for key 'b'",
    "You have an error in your SQL syntax",
    "SQLITE_CONSTRAINT: UNIQUE constraint failed: t.c",
    'relation "calendars" does not exist',
    "invalid input syntax for type uuid",
    "QueryFailedError: x",
    "SequelizeUniqueConstraintError",
    "Violation of UNIQUE KEY constraint 'UQ_1'",
    "Unknown column 'x' in 'field list'",
    "deadlock detected",
    "Write conflict during plan execution and yielding is disabled",
    "WRONGTYPE Operation against a key holding the wrong kind of value",
    "index_not_found_exception",
    "connect ECONNREFUSED 10.0.3.4:27017",
    "getaddrinfo ENOTFOUND db.internal",
    "java.sql.SQLException: x",
    "System.Data.SqlClient.SqlException (0x80131904)",
    "PrismaClientKnownRequestError",
    "org.hibernate.exception.X",
    "ActiveRecord::RecordInvalid",
    "(psycopg2.errors.UniqueViolation)",
  ])("%s is a leak", (message) =>
    expect(leaks(answerOf(400, { message }))).toEqual(["the answer shows a database error"]),
  );

  it.each([
    "USER_DEFINED",
    "PER_USER_LIMIT",
    "ORDER_NO_LONGER",
    "a relation does not exist",
    "an error in the form",
  ])("%s is none", (message) => expect(leaks(answerOf(400, { message }))).toEqual([]));

  it("is no leak where the docs list it as a value", () => {
    const schemas = { ...tinyContract.schemas, Listed: { enum: ["ER_DUP_ENTRY"] } };
    const contract = { ...tinyContract, schemas };
    const answer = answerOf(400, { code: "ER_DUP_ENTRY" });
    expect(judge(contract, [leak], caseOf({ request }), answer)[0]?.violations).toEqual([]);
  });
});

describe("what leak says", () => {
  it("shows what it saw, and what the docs answer instead", () => {
    const answer = answerOf(400, { message: "no such file /var/lib/store.db" });
    expect(told(violationsOf(leak, caseOf({ request }), answer))).toEqual([
      {
        severity: "violation",
        subject: { kind: "named", name: "a-file-path" },
        cause: "a file path",
        spread: { least: 2, isOfEndpoint: true },
        at: "",
        title: "the answer shows a file path",
        expected: "nothing of the system behind the endpoint",
        received: "/var/lib/store.db",
        docs: "/paths/create-invoice/responses",
        clause: "Responses: 200 InvoiceAnswer, 400 Refused, 401 Unauthorized, 422 Unprocessable.",
      },
    ]);
  });

  it("does not show the token", () => {
    const found = violationsOf(leak, caseOf({ request }), answerOf(200, { echo: "secret-token" }));
    expect(told(found)).toMatchObject([
      { subject: { name: "the-token" }, received: "the token that was sent" },
    ]);
  });

  it("shows no more than 200 characters", () => {
    const message = ` /srv/app/${"x".repeat(300)}`;
    const [found] = told(violationsOf(leak, caseOf({ request }), answerOf(400, message))) as [
      { received: string },
    ];
    expect(found.received).toBe(message.trim().slice(0, 200));
  });

  it.each([
    ["a stack trace", "at run (node:internal/main:1:2)"],
    ["a stack trace", "at async Object.<anonymous> (file:///srv/app.js:10:2)"],
    ["a stack trace", "at run (C:\\\\app\\\\main.js:1:2)"],
    ["a stack trace", "at create /srv/app/main.js:1"],
    ["a stack trace", "Traceback (most recent call last): x"],
    ["a stack trace", "x\n  at com.shop.Main.run(Main.java:12)"],
    ["a file path", "open /home/shop/app"],
    ["a file path", "open=/etc/shop/app.conf"],
    ["a file path", "'/usr/lib/node/x.js'"],
    ["a file path", "C:\\\\shop\\\\app"],
    ["a database error", "MongoServerError: x"],
    ["a database error", "SQLSTATE 1"],
    ["a database error", "ORA-00942: x"],
    ["a database error", "syntax error at or near x"],
    ["a database error", "SequelizeDatabaseError"],
    ["a database error", "PrismaClientKnownRequestError"],
    ["a database error", "violates unique constraint x"],
    ["a database error", "violates foreign key constraint"],
    ["a database error", "ER_DUP_ENTRY"],
  ])("knows %s by %s", (what, text) => {
    expect(leaks(answerOf(400, text.replaceAll("\\\\", "\\")))).toEqual([`the answer shows ${what}`]);
    expect(leaks(answerOf(400, "", { "x-debug": text }))).toEqual([`the answer shows ${what}`]);
  });

  it.each([
    "at noon (see /help)",
    "look at the code (10:30)",
    "read /home or /opt",
    "the /api/usr/local/bin",
    "E11000",
    "ORA-12",
    "ER_X",
    "violates a constraint",
  ])("takes %j for none", (text) => expect(leaks(answerOf(400, text))).toEqual([]));

  it.each<[string, string | undefined, string, number]>([
    ["a text in other words", '{"note":"/etc/hosts/file"}', "open /etc/hosts/file", 0],
    ["a text after one with a quote", JSON.stringify({ a: 'x"y', note: "/etc/hosts/file" }), "/etc/hosts/file", 0],
    ["a text with quotes, as it was written", JSON.stringify({ note: 'say "x" at /etc/hosts/file' }), 'say \\"x\\" at /etc/hosts/file', 0],
    ["a body that is a text", '"/etc/hosts/file"', "/etc/hosts/file", 0],
    ["a name", '{"/etc/hosts/file":1}', "/etc/hosts/file", 0],
    ["a body that is cut short", '{"note":"/etc/hosts/file', "/etc/hosts/file", 0],
    ["a text of six characters", '{"note":"/app/a"}', "/app/a/b", 0],
    ["no shorter one", '{"note":"/app/"}', "/app/a/b", 1],
    ["nothing that was not sent", '{"note":"/etc/hosts/file"}', "/etc/hosts/file /srv/app/x", 1],
    ["nothing where no body was sent", undefined, "/etc/hosts/file", 1],
  ])("forgets what the caller sent: %s", (_, body, text, count) => {
    const { body: __, ...bare } = request;
    const sent = caseOf({ request: body === undefined ? bare : { ...bare, body } });
    expect(violationsOf(leak, sent, answerOf(200, text))).toHaveLength(count);
  }); // biome-ignore format: a table reads better in lines

  it.each([
    ["short", "Bearer 1234567", "1234567", 0],
    ["long enough", "Bearer 12345678", "12345678", 1],
    ["without a scheme", "12345678", "12345678", 1],
    ["after many spaces", "Bearer   12345678", "x12345678", 1],
    ["not there", "Bearer 12345678", "1234567", 0],
  ])("knows a token that is %s", (_, authorization, text, count) => {
    const tried = caseOf({ request: { ...request, headers: { authorization } } });
    expect(violationsOf(leak, tried, answerOf(200, text))).toHaveLength(count);
    expect(violationsOf(leak, caseOf({ request: { ...request, headers: {} } }), answerOf(200, text))).toEqual(
      [],
    );
  });

  it("tells both the token and what stands behind the endpoint", () => {
    expect(leaks(answerOf(400, "SQLSTATE secret-token"))).toEqual([
      "the answer shows a database error",
      "the answer shows the token",
    ]);
  });

  it("names the part that shows something, or none", () => {
    expect(leakIn("an ORA-00942 here")).toBe("ORA-00942");
    expect(leakIn("nothing here")).toBeUndefined();
  });
});
