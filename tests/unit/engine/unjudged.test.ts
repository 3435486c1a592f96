import { describe, expect, it } from "vitest";
import type { Operation } from "../../../src/contract/contract.ts";
import { TokenRefusals } from "../../../src/engine/token-refusals.ts";
import { Unjudged } from "../../../src/engine/unjudged.ts";
import type { Answer, TransportFailure } from "../../../src/http/exchange.ts";
import type { Cleanup } from "../../../src/journal/cleanup.ts";
import { contract } from "../../fixtures/project.ts";
import { answered, caseNamed } from "./cases.ts";

const VALID = caseNamed("valid");
const created = contract.operations["create-calendar"] as Operation;
const lister = contract.operations["get-calendars"] as Operation;
const OPERATIONS = { [VALID.operation]: created, reading: { ...created, id: "reading" } };
const TARGET = "http://x";

const reset: TransportFailure = { reason: "reset", message: "the connection was reset" };
const gateway: Answer = { status: 502, headers: { "content-type": "text/html" }, text: "<p>Bad gateway</p>" };

function unjudged(cleanup: Partial<Cleanup>): { readonly refusals: TokenRefusals; readonly told: Unjudged } {
  const refusals = new TokenRefusals(OPERATIONS);
  return { refusals, told: new Unjudged(refusals, cleanup as Cleanup, TARGET) };
}

describe("an operation that cannot be judged", () => {
  it("is told once, when its token is refused and another operation's is not", () => {
    const { refusals, told } = unjudged({});
    refusals.hold(VALID, answered(200));
    expect(told.news("reading")).toEqual([]);
    for (let nth = 0; nth < 5; nth++)
      refusals.hold({ ...caseNamed(`r${nth}`), operation: "reading" }, answered(403));
    const [event, ...others] = told.news("reading");
    expect(event).toMatchObject({ type: "unjudged", operation: "reading" });
    expect(event?.reason).toBe(refusals.reasonOf("reading", TARGET));
    expect(others).toEqual([]);
    expect(told.news("reading")).toEqual([]);
  });

  it("is told of a list beside whatever is asked", () => {
    const { told } = unjudged({ lister, listFailure: answered(401) });
    expect(told.news(VALID.operation).map(({ operation }) => operation)).toEqual(["get-calendars"]);
    expect(told.news("reading")).toEqual([]);
  });
});

describe("a list", () => {
  it.each<[string, Partial<Cleanup>, RegExp | undefined]>([
    ["there is none", {}, undefined],
    ["none has failed", { lister, listFailure: undefined }, undefined],
    ["there is none to fail", { lister: undefined, listFailure: answered(401) }, undefined],
    ["the token may not", { lister, listFailure: answered(401) }, /^get-calendars \(scope [\w./]+\) could not be judged: http:\/\/x refuses the token with 401 "\{\}": /],
    ["the token may not at all", { lister, listFailure: answered(403) }, /refuses the token with 403/],
    ["there is no such list", { lister, listFailure: answered(404) }, undefined],
    ["it is wrong to ask", { lister, listFailure: answered(422) }, undefined],
    ["the connection breaks", { lister, listFailure: reset }, /could not be judged: .*the connection was reset/],
    ["a gateway answers", { lister, listFailure: gateway }, /could not be judged: .*502/],
  ])("tells something of what was made, unless there is a reason: %s", (_, cleanup, reason) => {
    const { unlisted } = unjudged(cleanup).told;
    if (reason === undefined) expect(unlisted).toBeUndefined();
    else expect(unlisted).toMatch(reason);
    expect.assertions(1);
  }); // biome-ignore format: a table reads better in lines
});
