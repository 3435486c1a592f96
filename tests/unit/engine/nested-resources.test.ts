import { describe, expect, it } from "vitest";
import { prepare } from "../../../src/engine/prepare.ts";
import { prepareTogether } from "../../../src/engine/prepare-together.ts";
import { run, runTogether } from "../../../src/engine/run.ts";
import { RunResult, resultOf } from "../../../src/engine/run-result.ts";
import type { WireRequest } from "../../../src/http/exchange.ts";
import { contractOf } from "../../fixtures/contracts/load.ts";
import { instantClock } from "../../fixtures/instant-clock.ts";
import { sampled } from "../../fixtures/sampled.ts";
import { callerOf, type EndpointTarget, endpointTarget } from "../journal/endpoint-target.ts";

const answerOf = (status: number, of: string) => ({
  [status]: { description: "It is so.", content: { "application/json": { schema: { $ref: `#/components/schemas/${of}` } } } },
  401: { description: "Refused." }, 404: { description: "Not there." }, 400: { description: "Wrong." },
}); // biome-ignore format: one line each
const bodyOf = (of: string) => ({
  requestBody: { required: true, content: { "application/json": { schema: { $ref: `#/components/schemas/${of}` } } } },
}); // biome-ignore format: one line each
const path = (name: string) => ({ name, in: "path", required: true, schema: { type: "string" } });
const security = [{ token: [] }];
const gone = {
  204: { description: "Gone." },
  401: { description: "Refused." },
  404: { description: "Not there." },
};
const linked = (operationId: string, parameter: string) => ({ [operationId]: { operationId, parameters: { [parameter]: "$response.body#/id" } } }); // biome-ignore format: one line
const withLinks = (responses: ReturnType<typeof answerOf>, links: object) => ({ ...responses, 201: { ...responses[201], links } }); // biome-ignore format: one line

const DOCUMENT = {
  openapi: "3.1.0",
  info: { title: "Seats in rooms", version: "1" },
  servers: [{ url: "https://rooms.example" }],
  paths: {
    "/rooms": { post: { operationId: "make-room", summary: "Make a room", security, ...bodyOf("NewThing"), responses: withLinks(answerOf(201, "Thing"), { ...linked("drop-room", "room"), ...linked("add-seat", "room") }) } },
    "/rooms/{room}": { delete: { operationId: "drop-room", summary: "Drop a room", security, parameters: [path("room")], responses: gone } },
    "/rooms/{room}/seats": { post: { operationId: "add-seat", summary: "Add a seat", security, parameters: [path("room")], ...bodyOf("NewThing"), responses: withLinks(answerOf(201, "Thing"), { ...linked("read-seat", "seat"), ...linked("change-seat", "seat"), ...linked("drop-seat", "seat"), list: { operationId: "list-seats", parameters: {}, "x-lists": { items: "", id: "/id" } } }) },
      get: { operationId: "list-seats", summary: "List seats", security, parameters: [path("room")], responses: answerOf(200, "Things") } },
    "/rooms/{room}/seats/{seat}": {
      get: { operationId: "read-seat", summary: "Read a seat", security, parameters: [path("room"), path("seat")], responses: answerOf(200, "Thing") },
      put: { operationId: "change-seat", summary: "Change a seat", security, parameters: [path("room"), path("seat")], ...bodyOf("Change"), responses: answerOf(200, "Thing") },
      delete: { operationId: "drop-seat", summary: "Drop a seat", security, parameters: [path("room"), path("seat")], responses: gone },
    },
  },
  components: {
    securitySchemes: { token: { type: "http", scheme: "bearer" } },
    schemas: {
      NewThing: { type: "object", required: ["name"], properties: { name: { type: "string", minLength: 1, "x-tag": true }, wide: { type: "boolean" } } },
      Things: { type: "array", items: { $ref: "#/components/schemas/Thing" } },
      Change: { type: "object", properties: { wide: { type: "boolean" } } },
      Thing: { type: "object", required: ["id", "name"], properties: { id: { type: "string" }, name: { type: "string" }, wide: { type: "boolean" } } },
    },
  },
}; // biome-ignore format: a table reads better in lines

const contract = await contractOf(JSON.stringify(DOCUMENT));

/** The items of a list. */
const shown = (text: string): { readonly id: string }[] => JSON.parse(text) as { id: string }[];

/** The endpoint, with what a stricter one would not answer: seats by way of another room, and rooms deleted before their seats. */
function strictTarget(): { readonly target: EndpointTarget; readonly wrong: string[] } {
  const target = endpointTarget(contract);
  const rooms = new Map<string, string>();
  const wrong: string[] = [];
  target.spoil = ({ method, path: asked }: WireRequest, answer) => {
    const [, , room = "", , seat] = (asked.split("?")[0] ?? "").split("/");
    const isDone = answer.status < 300;
    if (method === "GET" && seat === undefined && isDone) return { ...answer, text: JSON.stringify(shown(answer.text).filter(({ id }) => rooms.get(id) === room)) };
    if (/\{|%7B/.test(asked)) wrong.push(`${method} ${asked} has no value`);
    if (method === "POST" && isDone && asked.endsWith("/seats")) rooms.set(String(JSON.parse(answer.text).id), room);
    if (seat !== undefined && isDone && rooms.get(seat) !== room && method !== "DELETE") wrong.push(`${method} ${asked} is in ${rooms.get(seat)}`);
    if (seat !== undefined && isDone && method === "DELETE") rooms.delete(seat);
    if (method === "DELETE" && isDone && seat === undefined && [...rooms.values()].includes(room)) wrong.push(`${asked} goes before what is in it`);
    return answer;
  }; // biome-ignore format: one line each
  return { target, wrong };
}

const optionsOf = (target: EndpointTarget, operation: string, requests: number, inFlight: number) => ({
  contract, target, operation, seed: 42, requests, inFlight, userAgent: "test/1", clock: instantClock(),
  account: callerOf(target, contract).envelope.account,
}); // biome-ignore format: one line each

const violationsOf = ({ findings }: RunResult): string[] =>
  findings.filter(({ severity }) => severity === "violation").map(({ fingerprint }) => fingerprint);

describe("what is made below something else", () => {
  it.each(["add-seat", "list-seats", "read-seat", "change-seat", "drop-seat"])(
    "is asked for, and deleted, by both ids, before what it is in: %s",
    async (operation) => {
      const { target, wrong } = strictTarget();
      const prepared = prepare(optionsOf(target, operation, 120, 1));
      const result = await resultOf(prepared, run(prepared));
      expect(wrong).toEqual([]);
      expect([violationsOf(result), result.verdict, result.reason]).toEqual([[], "pass", undefined]);
      expect(target.stored()).toBe(0);
    },
  );

  it("is listed below what it is in, and a list that lacks it is told", async () => {
    const { target } = strictTarget();
    const { spoil } = target;
    target.spoil = (request, answer) =>
      request.method === "GET" && request.path.endsWith("/seats") && answer.status === 200
        ? { ...answer, text: "[]" }
        : spoil(request, answer);
    const prepared = prepare(optionsOf(target, "list-seats", 120, 1));
    expect(violationsOf(await resultOf(prepared, run(prepared)))).toEqual([
      "list-seats/lifecycle/list-lacks",
    ]);
  });

  for (const { options, rows } of sampled([1, 4], 2))
    it.each(rows)(
      "is so where all operations run together, with %i requests under way",
      options,
      async (inFlight) => {
        const { target, wrong } = strictTarget();
        const all = [
          "make-room",
          "add-seat",
          "list-seats",
          "read-seat",
          "change-seat",
          "drop-seat",
          "drop-room",
        ];
        const prepared = await prepareTogether(optionsOf(target, "make-room", 300, inFlight), all);
        const results = new Map(prepared.map((one) => [one, new RunResult(one)]));
        for await (const { run: of, event } of runTogether(prepared)) results.get(of)?.add(event);
        // A seat that is made while its room goes may be late.
        const isOrder = (line: string): boolean => line.endsWith("goes before what is in it");
        expect(wrong.filter((line) => inFlight === 1 || !isOrder(line))).toEqual([]);
        expect([...results.values()].flatMap(violationsOf)).toEqual([]);
        expect([...results.values()].map(({ verdict }) => verdict)).toEqual(all.map(() => "pass"));
        expect(target.stored()).toBe(0);
      },
    );
});

it.each(["make-room", "read-room", "paint-room", "paint-door"])(
  "what is done to a part of a resource takes no place of what is done to the resource: %s",
  async (operation) => {
    const about = (method: string, id: string, more = "") => ({
      [`/rooms/{room}${more}`]: {
        [method]: {
          operationId: id,
          summary: id,
          security,
          parameters: [path("room")],
          ...(method === "put" ? bodyOf("Change") : {}),
          responses: method === "delete" ? gone : answerOf(200, "Thing"),
        },
      },
    });
    const ids = ["clear-room", "read-door", "paint-door", "drop-room", "read-room", "paint-room"];
    const parts = {
      "/rooms": { post: { operationId: "make-room", summary: "Make a room", security, ...bodyOf("NewThing"), responses: withLinks(answerOf(201, "Thing"), Object.assign({}, ...ids.map((id) => linked(id, "room")))) } },
      ...about("delete", "clear-room", "/seats"),
      "/rooms/{room}/door": { ...about("get", "read-door")["/rooms/{room}"], ...about("put", "paint-door")["/rooms/{room}"] },
      "/rooms/{room}": { ...about("get", "read-room")["/rooms/{room}"], ...about("put", "paint-room")["/rooms/{room}"], ...about("delete", "drop-room")["/rooms/{room}"] },
    }; // biome-ignore format: one line each
    const own = await contractOf(JSON.stringify({ ...DOCUMENT, paths: parts }));
    const target = endpointTarget(own);
    const { account } = callerOf(target, own).envelope;
    const prepared = prepare({ ...optionsOf(target, operation, 60, 1), account, contract: own });
    const result = await resultOf(prepared, run(prepared));
    expect(violationsOf(result)).toEqual([]);
    expect(target.requests.filter(({ path: asked }) => asked.endsWith("/seats"))).toEqual([]);
    expect([target.stored(), result.requests.unknown]).toEqual([0, 0]);
  },
);
