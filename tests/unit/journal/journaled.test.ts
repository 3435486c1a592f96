import { describe, expect, it } from "vitest";
import { caseTag, tagOfSeed } from "../../../src/account/tag.ts";
import type { Answer, TransportFailure, WireRequest } from "../../../src/http/exchange.ts";
import { journaled } from "../../../src/journal/journaled.ts";
import { Ledger, type Note } from "../../../src/journal/ledger.ts";
import { Supporting } from "../../../src/journal/linked-requests.ts";
import { callerOf, endpointTarget, LOCATION } from "./endpoint-target.ts";

const TAG = caseTag(tagOfSeed(1), 2);
const post = (body: object, path = "/calendars", method = "POST"): WireRequest => ({
  method,
  path,
  headers: {},
  body: JSON.stringify(body),
});
const CREATE = post({ locationId: LOCATION, name: `${TAG} a` });

/** A target that answers as told, and all that happens at it in order. */
function watched(answer: Answer | TransportFailure, failing?: () => Error | undefined) {
  const happened: (Note | string)[] = [];
  const failures: string[] = [];
  const base = endpointTarget();
  const { contract, operation } = callerOf(base);
  const ledger = new Ledger();
  const target = journaled(
    { ...base, send: async ({ method }) => { happened.push(method); return answer; } },
    {
      supporting: new Supporting(contract, operation),
      ledger,
      async record(note) {
        const error = failing?.();
        if (error) throw error;
        ledger.apply(note);
        happened.push(note);
      },
      onFailure: (message) => failures.push(message),
    },
  ); // biome-ignore format: the target is one line
  return { target, happened, failures, ledger };
}

const answered = (status: number, body: unknown = {}): Answer => ({
  status,
  headers: {},
  text: typeof body === "string" ? body : JSON.stringify(body),
});

const noted = { create: 1, at: expect.any(Number), tag: TAG, query: { locationId: LOCATION } };

describe("before a creation is sent a note of it is kept, and after it what came of it", () => {
  it.each<[string, Answer | TransportFailure, Note[]]>([
    ["its id", answered(200, { calendar: { id: "a1" } }), [{ made: 1, id: "a1" }]],
    ["an id that is a number", answered(201, { calendar: { id: 7 } }), [{ made: 1, id: "7" }]],
    ["nothing, if it is refused", answered(422), [{ none: 1, refused: true }]],
    ["nothing, if it is refused for its rate", { reason: "rate-limited", message: "" }, [{ none: 1 }]],
    ["nothing, if it reached nobody", { reason: "refused", message: "" }, [{ none: 1 }]],
    ["no word, if the connection was reset", { reason: "reset", message: "" }, []],
    ["no word, if it took too long", { reason: "timeout", message: "" }, []],
    ["no word, if a gateway answers", answered(502, "<html>"), []],
    ["no word, if the endpoint fails", answered(500), []],
    ["no word, if the answer is cut off", answered(200, '{"calendar":{"id":"a'), []],
    ["no word, if the answer has no id", answered(200, { calendar: {} }), []],
    ["its id, and that it carries the tag", answered(200, { calendar: { id: "a1", name: `${TAG} b` } }), [{ made: 1, id: "a1", tagged: true }]],
    ["no word of a number that was rounded", answered(200, '{"calendar":{"id":9007199254740993}}'), []],
    ["no word, if the id is a list", answered(200, { calendar: { id: ["a1"] } }), []],
    ["no word, if the id is empty", answered(200, { calendar: { id: "" } }), []],
    ["no word, if the id holds the token", answered(200, { calendar: { id: "x token-of-the-run" } }), []],
  ])("%s", async (_, answer, after) => {
    const { target, happened } = watched(answer);
    expect(await target.send(CREATE)).toBe(answer);
    expect(happened).toEqual([noted, "POST", ...after]);
  }); // biome-ignore format: a table reads better in lines

  it("but no word of an id that another creation has already", async () => {
    const { target, happened } = watched(answered(200, { calendar: { id: "a1", name: TAG } }));
    await target.send(CREATE);
    await target.send(CREATE);
    expect(happened.at(-1)).toBe("POST");
  });

  it.each([
    ["a path with a slash more", post({}, "/calendars/")],
    ["another method that may make something", post({}, "/calendars", "PUT")],
  ])("also for %s", async (_, request) => {
    const { target, happened } = watched(answered(404));
    await target.send(request);
    expect(happened).toEqual([
      { create: 1, at: expect.any(Number) },
      request.method,
      { none: 1, refused: true },
    ]);
  });

  it.each(["GET", "HEAD", "OPTIONS"])("but none for %s", async (method) => {
    const { target, happened } = watched(answered(200));
    await target.send({ method, path: "/calendars", headers: {} });
    expect(happened).toEqual([method]);
  });

  it("and it is not sent where the note cannot be kept, which stops the run", async () => {
    const full = Object.assign(new Error("no space left"), { code: "ENOSPC" });
    const { target, happened, failures, ledger } = watched(answered(200), () => full);
    expect(await target.send(CREATE)).toMatchObject({
      reason: "other",
      message: expect.stringContaining("ENOSPC"),
    });
    expect(happened).toEqual([]);
    expect(failures).toEqual([expect.stringContaining("nothing more is made")]);
    expect(ledger.hasMade).toBe(false);
  });
});

describe("a deletion", () => {
  const remove = (id: string): WireRequest => ({ method: "DELETE", path: `/calendars/${id}`, headers: {} });

  it.each([
    [200, [{ gone: "a/1" }]],
    [204, [{ gone: "a/1" }]],
    [404, []],
    [400, []],
    [500, []],
  ])("that is answered with %i is noted as %j", async (status, after) => {
    const { target, happened, ledger } = watched(answered(status));
    ledger.apply({ made: 1, id: "a/1", tagged: true });
    await target.send(remove("a%2F1"));
    expect(happened).toEqual(["DELETE", ...after]);
    expect(ledger.isDoubtful("a/1")).toBe(after.length === 0);
  });

  it("whose answer is lost leaves in doubt what was to be deleted", async () => {
    const { target, ledger } = watched({ reason: "reset", message: "lost" });
    ledger.apply({ made: 1, id: "a1", tagged: true });
    await target.send(remove("a1"));
    expect([ledger.ids.has("a1"), ledger.isDoubtful("a1")]).toEqual([true, true]);
  });

  it("of what the target has shown no tag of is sent only once it has", async () => {
    const calendar = (name: string) => answered(200, { calendar: { id: "a1", name } });
    const theirs = watched(calendar("Real customers"));
    await theirs.target.send(CREATE);
    expect(await theirs.target.send(remove("a1"))).toMatchObject({
      reason: "other",
      message: expect.stringContaining("a1 was not deleted"),
    });
    expect(theirs.happened).toEqual([noted, "POST", { made: 1, id: "a1" }, "GET"]);

    const ours = watched(calendar(`${TAG} a`));
    ours.ledger.apply({ create: 1, at: 0, tag: TAG });
    ours.ledger.apply({ made: 1, id: "a1" });
    await ours.target.send(remove("a1"));
    expect(ours.happened).toEqual(["GET", { made: 0, id: "a1", tagged: true }, "DELETE", { gone: "a1" }]);
  });

  it.each([
    ["another run's tag", { id: "a1", name: `${caseTag(tagOfSeed(2), 2)} a` }],
    ["another run's tag beside its own", { id: "a1", name: `${TAG} a`, slug: caseTag(tagOfSeed(2), 2) }],
    ["another id", { id: "a2", name: `${TAG} a` }],
  ])("is not sent where what is there shows %s", async (_, calendar) => {
    const { target, happened, ledger } = watched(answered(200, { calendar }));
    ledger.apply({ create: 1, at: 0, tag: TAG });
    await target.send(remove("a1"));
    expect(happened).toEqual(["GET"]);
  });

  it("of something else is none", async () => {
    const { target, happened } = watched(answered(200));
    await target.send(remove("a/events"));
    await target.send(remove("%"));
    expect(happened).toEqual(["DELETE", "DELETE"]);
  });
});
