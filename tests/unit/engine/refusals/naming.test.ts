import { describe, expect, it } from "vitest";
import type { Draft } from "../../../../src/cases/kind.ts";
import { instancePointer } from "../../../../src/contract/pointers.ts";
import { Naming, Settled } from "../../../../src/engine/refusals/naming.ts";
import type { Fault } from "../../../../src/generation/fault.ts";
import { caseIdentity } from "../../../../src/http/case-origin.ts";
import type { Case } from "../../../../src/http/exchange.ts";

const NAMES = ["alpha", "beta", "gamma"];
const BODY = { alpha: null, beta: null, gamma: null };
const each = NAMES.map((name) => ({
  name: `${name}/type/null`,
  kind: "type null",
  at: instancePointer(`/${name}`),
  value: null,
}));
const fault: Fault = { kind: "several", docs: "#/x", expected: "", each };
const several = (index: number): Draft => ({
  name: `several/${index}`,
  expect: "reject",
  fault,
  priority: 1,
});
const alone = (name: string): Draft => ({ name: `${name}/type/null`, expect: "reject", priority: 1 });

/** What is left of a plan after an answer to a body with three faults. */
function after(status: number, message: readonly string[], body: object = BODY) {
  const naming = new Naming();
  const settled = new Settled(naming);
  settled.plans("invalid", several(0));
  const sent = { ...caseIdentity("invalid", "several/0"), fault, body } as unknown as Case;
  const answer = { status, headers: {}, text: JSON.stringify({ message }) };
  naming.note([{ type: "judged", case: sent, answer, judgements: [] }]);
  const next: string[] = [];
  for (let name = settled.next(); name !== undefined; name = settled.next()) next.push(name);
  return {
    next,
    left: NAMES.filter((name) => !settled.has("invalid", alone(name))),
    goesOn: !settled.has("invalid", several(1)),
  };
}

const ALL = NAMES.map((name) => `${name} must be a string`);

describe("many faults in one body", () => {
  it.each([
    ["all named: none is sent alone", 422, ALL, { next: [], left: [] }],
    [
      "two named: the third is sent alone at once",
      422,
      ALL.slice(0, 2),
      { next: ["gamma/type/null"], left: ["gamma"] },
    ],
    [
      "the first alone named: the others in their turn",
      422,
      ALL.slice(0, 1),
      { next: [], left: ["beta", "gamma"] },
    ],
    ["none named: all in their turn", 400, ["bad"], { next: [], left: NAMES }],
    ["accepted: all in their turn", 200, ALL, { next: [], left: NAMES }],
    [
      "failed at: all in their turn, and another such body may tell",
      500,
      ["no"],
      { next: [], left: NAMES, goesOn: true },
    ],
  ])("%s", (_, status, message, wanted) => {
    expect(after(status, message)).toMatchObject(wanted);
  });

  it("a fault that was not sent is not named by an answer", () => {
    expect(after(422, ALL, { beta: null, gamma: null }).left).toEqual(["alpha"]);
  });

  it("before an answer there is one such body, and kinds other than its own are as ever", () => {
    const settled = new Settled(new Naming());
    expect(settled.has("invalid", several(0))).toBe(false);
    settled.plans("invalid", several(0));
    expect(settled.has("invalid", several(1))).toBe(true);
    expect(settled.has("fuzz", several(1))).toBe(false);
  });
});
