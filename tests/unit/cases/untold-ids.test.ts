import { beforeAll, describe, expect, test } from "vitest";
import { plan } from "../../../src/cases/shared/plan-case.ts";
import { untoldIds } from "../../../src/cases/shared/untold-ids.ts";
import type { Contract } from "../../../src/contract/contract.ts";
import { operationOf } from "../../../src/contract/documented-operation.ts";
import { prepare } from "../../../src/engine/prepare.ts";
import { run } from "../../../src/engine/run.ts";
import { resultOf } from "../../../src/engine/run-result.ts";
import { OperationUnderTest } from "../../../src/generation/operation-under-test.ts";
import { contractOf } from "../../fixtures/contracts/load.ts";
import { instantClock } from "../../fixtures/instant-clock.ts";
import { tinyTarget } from "../engine/tiny-run.ts";

const at = (name: string, schema: string) => `{name: ${name}, in: path, required: true, schema: ${schema}}`;
const get = (path: string, id: string, ...parameters: string[]) =>
  `  ${path}: {get: {operationId: ${id}, summary: S, parameters: [${parameters.join(", ")}], responses: {'200': {description: D}}}}\n`;

const DOCUMENT = `openapi: 3.1.0
info: {title: Rooms, version: '1'}
servers: [{url: https://rooms.example}]
paths:
  /rooms:
    post:
      operationId: make-room
      summary: Make a room
      requestBody: {required: true, content: {application/json: {schema: {type: object, properties: {name: {type: string, x-tag: true}}}}}}
      responses:
        '200':
          description: The room.
          content: {application/json: {schema: {type: object, properties: {id: {type: string}, name: {type: string}}}}}
          links:
            seat: {operationId: read-seat, parameters: {room: $response.body#/id}}
            window: {operationId: read-window, parameters: {room: $response.body#/id}}
${get("/rooms/{room}/seats/{seat}", "read-seat", at("room", "{type: string}"), at("seat", "{type: string}"))}${get("/rooms/{room}/windows/{side}", "read-window", at("room", "{type: string}"), at("side", "{type: string, enum: [left, right]}"))}${get("/days/{day}/{year}", "read-day", at("day", "{type: string, format: date}"), at("year", "{type: integer, minimum: 1900, maximum: 2100}"))}${get("/guests/{guest}", "read-guest", at("guest", "{type: string, x-binding: {env: GUEST}}"))}${get("/keys/{key}", "read-key", at("key", "{type: integer}"))}`;

let contract: Contract;
beforeAll(async () => {
  contract = await contractOf(DOCUMENT);
});

describe("the ids of a path that nothing tells", () => {
  test.each<[string, readonly string[]]>([
    ["read-seat", ["seat"]],
    ["read-window", []],
    ["read-day", []],
    ["read-guest", []],
    ["read-key", ["key"]],
    ["make-room", []],
  ])("of %s are %j", (id, names) => {
    expect(untoldIds(operationOf(contract, id), contract)).toEqual(names);
  });

  test("are no reason to skip a case where nobody else uses the endpoint", () => {
    const underTest = new OperationUnderTest(contract, operationOf(contract, "read-key"), 1);
    const envelope = { account: { tag: "t", bindings: {} }, token: "t", userAgent: "u" };
    const draft = { name: "one", expect: "accept", priority: 1 } as const;
    expect(plan("kind", draft, { underTest }, envelope)).toHaveProperty("case");
  });

  test("are the reason why nothing is sent to an account that others use, and are named", async () => {
    const target = tinyTarget(undefined, { loopback: false });
    const account = { tag: "ct1", bindings: {}, shared: true };
    const prepared = prepare({
      ...{ contract, target, operation: "read-seat", seed: 1, requests: 40, account },
      ...{ userAgent: "u", clock: instantClock() },
    });
    const { verdict, reason } = await resultOf(prepared, run(prepared));
    expect(target.asked).toEqual([]);
    expect(verdict).toBe("inconclusive");
    expect(reason).toMatch(
      /^no case was sent: nothing tells \{seat\} of its path: .*x-binding.*x-precondition$/,
    );
  });
});
