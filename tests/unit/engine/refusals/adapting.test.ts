import { describe, expect, it } from "vitest";
import type { Draft } from "../../../../src/cases/kind.ts";
import { isObject, type Json, type JsonObject, parsed } from "../../../../src/core/json.ts";
import type { RunOptions } from "../../../../src/engine/prepare.ts";
import type { RunInput } from "../../../../src/engine/run.ts";
import { answer, draftOf, eventsOf, known, made, ofType, planned, tinyRun, tinyTarget } from "../tiny-run.ts";

const REQUIRED = { customerId: "c", number: "n" };

const bodied = (name: string, more: { [name: string]: Json }, draft: Partial<Draft> = {}): Draft =>
  draftOf(name, { body: { ...REQUIRED, ...more }, ...draft });

/** An endpoint that refuses what meets a condition, in some words. */
const refusing = (words: string, isRefused: (body: JsonObject) => boolean, more = {}) =>
  tinyTarget((request, nth) => {
    const body = parsed(request.body ?? "");
    return isObject(body) && isRefused(body)
      ? answer(422, { status: 422, reasons: [words] })
      : made(request, nth);
  }, more);

/** All that is judged, in order: case, status, and the sent body without what every body has. */
async function judged(
  target: ReturnType<typeof refusing>,
  drafts: readonly Draft[],
  { options = {}, input = {} }: { options?: Partial<RunOptions>; input?: Partial<RunInput> } = {},
) {
  const on = tinyRun(target, options);
  const events = await eventsOf(on, { cases: planned(on, ...drafts), ...input });
  return ofType(events, "judged").map(({ case: sent, answer: { status } }) => {
    const { customerId: _, number: __, ...rest } = sent.body as JsonObject;
    return [sent.id.replace("example/", ""), status, rest];
  });
}

const ACCEPTED = bodied("ok", { urgent: true });

const KNOWN = {
  ...known("create-invoice/valid-accepted/422/*"),
  when: { body: { required: ["discount"], properties: { discount: { minimum: 1 } } } },
};
const LIVE = { live: true };
const isDiscounted = ({ discount }: JsonObject): boolean => Number(discount ?? 0) > 0;

describe("after a refusal that is known", () => {
  const options = { deviations: [KNOWN] };
  const target = () => refusing("no discount here", isDiscounted, LIVE);

  it("the body is sent again without its cause, and the next ones are changed before they are sent", async () => {
    const drafts = [bodied("a", { discount: 10, urgent: true }), bodied("b", { discount: 20, note: "x" })];
    expect(await judged(target(), [ACCEPTED, ...drafts], { options })).toEqual([
      ["ok", 200, { urgent: true }],
      ["a", 422, { discount: 10, urgent: true }],
      ["a/adapted", 200, { urgent: true }],
      ["b/adapted", 200, { note: "x" }],
    ]);
  });

  it("a body that must be refused keeps its fault alone", async () => {
    const fault = { kind: "schema", keyword: "type", at: "/urgent", docs: "#/x", expected: "" } as const;
    const wrong = { expect: "reject", fault: { ...fault, at: "/urgent" as never } } as const;
    const drafts = [bodied("a", { discount: 10 }), bodied("b", { discount: 20, urgent: "no" }, wrong)];
    const last = (await judged(target(), [ACCEPTED, ...drafts], { options })).at(-1);
    expect(last).toEqual(["b/adapted", 200, { urgent: "no" }]);
  });

  it.each<[string, Parameters<typeof judged>[2]]>([
    ["nothing is sent again where requests are not to be changed", { options, input: { shrinks: false } }],
    ["no more is sent than there are requests", { options: { ...options, requests: 3 } }],
  ])("%s", async (_, how) => {
    const drafts = [ACCEPTED, bodied("a", { discount: 10 }), bodied("b", { discount: 20 })];
    expect(await judged(target(), drafts, how)).toHaveLength(3);
  });
});

describe("a refusal that nobody knows", () => {
  it("is taken for an accident the first time", async () => {
    const drafts = [ACCEPTED, bodied("a", { discount: 10 })];
    expect(await judged(refusing("no discount here", isDiscounted), drafts)).toHaveLength(2);
  });

  it.each([
    ["is searched at the location that its words name", "a discount must not be given", 1],
    ["is searched by halves of the body where its words name none", "we cannot take that", 2],
  ])("%s", async (_, words, asked) => {
    const more = { urgent: true, note: "x", state: "sent" };
    const drafts = [ACCEPTED, bodied("a", { discount: 10, ...more }), bodied("b", { ...more, discount: 10 })];
    const all = await judged(refusing(words, isDiscounted), drafts);
    expect(all.slice(0, 3).map(([, status]) => status)).toEqual([200, 422, 422]);
    expect(all.slice(3).filter(([id]) => String(id).startsWith("b/")).length).toBeGreaterThanOrEqual(asked);
    expect(all).toContainEqual(["a/adapted", 200, more]);
  });

  it("is searched in what is missing, where the words name that", async () => {
    const drafts = [ACCEPTED, bodied("a", { note: "x" }), bodied("b", { note: "y" })];
    const all = await judged(
      refusing("paidOn should not be empty", (body) => body.urgent !== true && body.paidOn === undefined),
      drafts,
    );
    expect(all).toContainEqual(["a/adapted", 200, { note: "x", paidOn: "2000-01-01" }]);
  });

  it("is given up where nothing helps", async () => {
    const drafts = Array.from({ length: 30 }, (_, index) => bodied(`v${index}`, { urgent: true, note: "x" }));
    const all = await judged(
      refusing("nothing at all is taken", ({ urgent }) => urgent !== false),
      [bodied("ok", { urgent: false }), ...drafts],
    );
    expect(all.filter(([id]) => String(id).includes("adapted")).length).toBeLessThan(20);
    expect(all.filter(([id]) => !String(id).includes("adapted"))).toHaveLength(31);
  });
});
