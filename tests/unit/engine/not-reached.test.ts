import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { prepare } from "../../../src/engine/prepare.ts";
import { run } from "../../../src/engine/run.ts";
import { RunResult } from "../../../src/engine/run-result.ts";
import type { Answer, TransportFailure, WireRequest } from "../../../src/http/exchange.ts";
import { planOf, underTestOf } from "../../faults/run.ts";
import { instantClock } from "../../fixtures/instant-clock.ts";
import { contract } from "../../fixtures/project.ts";
import { callerOf, endpointTarget } from "../journal/endpoint-target.ts";

/** What comes back in place of the endpoint's own answer, which is asked for only where it is undefined. */
type Answers = (request: WireRequest) => Answer | TransportFailure | undefined;

const json = (status: number, message: unknown): Answer => ({
  status,
  headers: { "content-type": "application/json" },
  text: JSON.stringify({ statusCode: status, message, traceId: randomUUID() }),
});

const page = (status: number, text: string): Answer => ({
  status,
  headers: { "content-type": "text/html" },
  text,
});

const TIMED_OUT: TransportFailure = { reason: "timeout", message: "no answer within 10 s" };
const SCOPE = "The token is not authorized for this scope.";
const FOREIGN = "The token does not have access to this location.";

const isCreation = ({ method }: WireRequest): boolean => method === "POST";
const isDeletion = ({ method }: WireRequest): boolean => method === "DELETE";
const isList = ({ method, path }: WireRequest): boolean => method === "GET" && path.includes("?");
const isRead = (request: WireRequest): boolean => request.method === "GET" && !isList(request);

/** Lets nobody without the token in, as most endpoints do before they look at anything else. */
const guarded =
  (answers: Answers): Answers =>
  (request) =>
    request.headers.authorization === "Bearer token-of-the-run" ? answers(request) : json(401, "Invalid JWT");

const only =
  (is: (request: WireRequest) => boolean, answer: Answer | TransportFailure): Answers =>
  (request) =>
    is(request) ? answer : undefined;

/** A creation in which nothing is wrong but what the endpoint alone knows. */
function isValid(request: WireRequest): boolean {
  const [id] = Object.keys(contract.operations).filter((one) => contract.operations[one]?.requestBody);
  try {
    return isCreation(request) && contract.validators[id ?? ""]!.request!(JSON.parse(request.body ?? ""));
  } catch {
    return false;
  }
}

async function playedOn(answers: Answers, url = "http://127.0.0.1:1", requests = 120) {
  const target = endpointTarget(contract, url);
  const { send } = target;
  target.send = async (request) => answers(request) ?? send(request);
  const { operation, envelope } = callerOf(target);
  const account = { ...envelope.account, shared: true };
  const prepared = prepare({ contract, target, operation: operation.id, seed: 42, requests, account, userAgent: "test/1", clock: instantClock() }, underTestOf(42)); // biome-ignore format: short
  const result = new RunResult(prepared);
  const told: string[] = [];
  for await (const event of run(prepared, { shrinks: false, cases: planOf(prepared) })) {
    result.add(event);
    if (event.type === "unjudged") told.push(event.reason);
  }
  return { result, told };
}

describe("nothing is found on an endpoint that was not reached", () => {
  it.each<[string, Answers, RegExp, string?]>([
    ["an edge that takes the run for a script", () => ({ status: 403, headers: {}, text: "error code: 1010" }), /403 "error code: 1010"[:;] this is no answer of an API/],
    ["a bot check", () => page(200, "<title>Just a moment...</title>"), /200 "Just a moment\.\.\."; this is no answer of an API/],
    ["a bot check as a refusal, with a number of its own", () => page(403, `<title>Just a moment...</title><p id="${randomUUID()}">`), /403 "Just a moment/],
    ["a bot check as an error of a gateway", () => page(503, "<title>Just a moment...</title>"), /503 in place of the endpoint: "Just a moment\.\.\."/],
    ["a sign-in page", () => page(200, "<h1>Sign in</h1>"), /200 "Sign in"; this is no answer of an API/],
    ["a missing page", () => page(404, "<h1>Not Found</h1>"), /404 "Not Found"; look whether --target is the address that the docs' path \/calendars follows/],
    ["a missing path, told with method and path", ({ method, path }) => json(404, `Cannot ${method} ${path}`), /404 "Cannot POST \/calendars"/],
    ["the path that the docs show", ({ method, path }) => json(404, `Cannot ${method} /calendars${path}`), /--target holds the path \/calendars that the docs show, and every request adds it: give http:\/\/a\.test\/v1$/, "http://a.test/v1/calendars"],
    ["the path that the docs show, and a slash", () => page(404, "no"), /give http:\/\/a\.test$/, "http://a.test/calendars/"],
    ["a token of another location", () => json(403, FOREIGN), /403 "The token does not have access to this location\.".*check that/],
    ["a token of another location, told to tokens alone", guarded(() => json(403, FOREIGN)), /refuses the token with 403 "The token does not have access to this location\."/],
    ["a token of another location, told of valid bodies alone", only(isValid, json(403, FOREIGN)), /: 403 "The token does not have access to this location\."; check that HIGHLEVEL_TOKEN is a token of this account/],
    ["a missing scope", guarded(() => json(401, SCOPE)), /create-calendar \(scope calendars\.write\) could not be judged: .*401 "The token is not authorized for this scope\."/],
    ["a wrong version", guarded(() => json(401, "version header is invalid")), /refuses it with 401 "version header is invalid": it speaks of the header Version: look which values it takes$/],
    ["a wrong version as a bad request", guarded(() => json(400, "version header is invalid")), /400 "version header is invalid".*header Version/],
    ["a wrong version, told of valid bodies alone", only(isValid, json(422, ["Version must be v3"])), /: 422 "Version must be v3"; it speaks of the header Version/],
    ["no server behind a gateway", () => page(521, "<title>Web server is down</title>"), /a gateway answered 521 in place of the endpoint: "Web server is down"/],
    ["no answer", () => TIMED_OUT, /^no answer within 10 s$/],
  ])("%s", async (_, answers, reason, url) => {
    const { result } = await playedOn(answers, url);
    expect(result.findings.filter(({ severity }) => severity === "violation")).toEqual([]);
    expect(result.reason).toMatch(reason);
    expect(result.verdict).toBe("inconclusive");
    expect(result.requests.sent).toBeLessThanOrEqual(30);
  }); // biome-ignore format: a table reads better in lines
});

describe("an operation that could not be judged is told, and the rest is judged", () => {
  it.each<[string, Answers, RegExp]>([
    ["reading is not in the token's scope", only(isRead, json(401, SCOPE)), /^get-calendar \(scope calendars\.readonly\) could not be judged: .* refuses the token with 401 "The token is not authorized/],
    ["listing is not in the token's scope", only(isList, json(401, SCOPE)), /^get-calendars \(scope calendars\.readonly\) could not be judged: .* refuses the token with 401 "The token is not authorized/],
  ])("as soon as it is known where %s", async (_, answers, reason) => {
    const { result, told } = await playedOn(answers);
    expect(told).toEqual([expect.stringMatching(reason)]);
    expect(result.reason).toMatch(reason);
    expect(result.verdict).toBe("inconclusive");
    expect(result.statistics.judged).toBeGreaterThan(100);
    expect(result.left).toEqual([]);
  }); // biome-ignore format: a table reads better in lines

  it.each<[string, Answers, RegExp]>([
    ["reading", only(isRead, page(503, "busy")), /^get-calendar could not be judged: not one request to it was answered, a gateway answered 503 in place of the endpoint: "busy"$/],
    ["listing", only(isList, TIMED_OUT), /^get-calendars \(scope calendars\.readonly\) could not be judged: no answer within 10 s$/],
  ])("at the end where %s was never answered", async (_, answers, reason) => {
    const { result } = await playedOn(answers, undefined, 30);
    expect(result.reason).toMatch(reason);
    expect(result.verdict).toBe("inconclusive");
  }); // biome-ignore format: a table reads better in lines

  it("not where the endpoint has no list, as others without it", async () => {
    const { result, told } = await playedOn(only(isList, json(404, "Cannot GET")), undefined, 20);
    expect([result.reason, told]).toEqual([undefined, []]);
    // It answers, with a status that the docs do not have.
    const found = result.findings.filter(({ severity }) => severity === "violation");
    expect(found.map(({ fingerprint }) => fingerprint)).toEqual(["get-calendars/status/404"]);
  });

  it("both, where a token may neither read nor list", async () => {
    const { result, told } = await playedOn(only((one) => one.method === "GET", json(403, SCOPE)));
    expect(told).toHaveLength(2);
    expect(result.reason).toMatch(/^get-calendar \(.*; get-calendars \(/);
  });
});

it("a run that cannot delete what it makes asks nothing again, so that one thing is left", async () => {
  for (const answer of [page(503, "busy"), TIMED_OUT, json(401, SCOPE)]) {
    const { result } = await playedOn(only(isDeletion, answer));
    expect(result.left).toHaveLength(1);
    expect(result.verdict).toBe("inconclusive");
  }
});

it("an error of the server, or of its edge, that does not come again is no finding", async () => {
  for (const answer of [json(500, "Internal server error"), page(520, "<title>unknown error</title>")]) {
    let nth = 0;
    const { result } = await playedOn((request) =>
      isCreation(request) && ++nth % 19 === 7 ? answer : undefined,
    );
    expect([result.verdict, result.reason]).toEqual(["pass", undefined]);
  }
});
