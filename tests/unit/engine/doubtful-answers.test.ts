import { describe, expect, it } from "vitest";
import type { Target, WireRequest } from "../../../src/http/exchange.ts";
import { type Answers, PAGE, played, REFUSED } from "./played.ts";
import { answer, draftOf, made, ofType, valid } from "./tiny-run.ts";

describe("a server error", () => {
  const failing =
    (nths: readonly number[]): Answers =>
    (request, nth) =>
      nths.includes(nth) ? answer(500, {}) : made(request, nth);

  it("that does not come again was an accident", async () => {
    const { judged, sent } = await played(failing([2]), valid(2));
    expect([judged, sent]).toEqual([
      ["v0 200", "v1 200"],
      [3, 1],
    ]);
  });

  it("that comes again is judged", async () => {
    const { judged, sent } = await played(failing([1, 2]), valid(1));
    expect([judged, sent]).toEqual([["v0 500"], [2, 1]]);
  });

  it.each<[string, Partial<Target>]>([
    ["a recording", { recorded: [] }],
    ["the embedded endpoint", { shrinksFree: true }],
  ])("of %s is judged at once", async (_, more) => {
    const { judged, sent } = await played(failing([1]), valid(1), more);
    expect([judged, sent]).toEqual([["v0 500"], [1, 0]]);
  });
});

describe("an answer of a gateway", () => {
  it("is asked for again at the end, and the case judged by what comes then", async () => {
    const { judged, failures, sent } = await played((request, nth) => (nth === 1 ? PAGE : made(request, nth)), valid(2));
    expect([judged, failures, sent]).toEqual([["v1 200", "v0 200"], [], [3, 1]]);
  }); // biome-ignore format: short

  it("says nothing where it comes again and is no JSON", async () => {
    const { judged, failures, reason } = await played(({ body = "" }, nth) => (body.includes("odd") ? PAGE : made({ body } as WireRequest, nth)), [...valid(2), draftOf("o", { body: { customerId: "c", number: "odd" } })]);
    expect([judged, failures, reason]).toEqual([["v0 200", "v1 200"], ["o gateway"], undefined]);
  }); // biome-ignore format: short

  it("is judged where the endpoint gives it each time, in JSON, while it answers others", async () => {
    const own = answer(503, { reason: "no way" });
    const { judged } = await played(({ body = "" }, nth) => (body.includes("odd") ? own : made({ body } as WireRequest, nth)), [...valid(1), draftOf("o", { body: { customerId: "c", number: "odd" } })]);
    expect(judged).toEqual(["v0 200", "o 503"]);
  }); // biome-ignore format: short

  it("is asked for again with another case that was accepted, to see whether anybody is answered", async () => {
    const isDown = (nth: number) => nth >= 2;
    const { judged, failures, target } = await played((request, nth) => (isDown(nth) ? { ...PAGE, text: "{}" } : made(request, nth)), valid(3));
    expect([judged, failures]).toEqual([["v0 200"], ["v1 gateway", "v2 gateway"]]);
    expect(target.asked).toHaveLength(5);
  }); // biome-ignore format: short

  it("of a recording is judged where it is JSON and others were answered", async () => {
    const own: Answers = (request, nth) => (nth === 2 ? answer(503, {}) : made(request, nth));
    const { judged, reason, sent } = await played(own, valid(3), { recorded: [] });
    expect([judged, reason, sent]).toEqual([["v0 200", "v2 200", "v1 503"], undefined, [3, 0]]);
  });

  it("keeps requests back to ask with", async () => {
    const { sent, judged } = await played((request, nth) => (nth === 1 ? PAGE : made(request, nth)), valid(30), {}, 20);
    expect([sent, judged.length]).toEqual([[19, 1], 18]);
  }); // biome-ignore format: short

  it("ends the run where there was no other, by its words", async () => {
    expect((await played(() => PAGE, valid(5))).reason).toBe(
      "a gateway answered 502 in place of the endpoint",
    );
    expect((await played(() => PAGE, valid(1))).reason).toBe("http://tiny answered 502 from a gateway only");
  });
});

describe("JSON that is cut short", () => {
  const cutting =
    (most: number): Answers =>
    (request, nth) =>
      nth <= most ? { ...made(request, nth), text: '{"invoice":{"id":"1"' } : made(request, nth);

  it("is asked for again at once", async () => {
    const { judged, events, sent } = await played(cutting(1), valid(1));
    expect([judged, sent]).toEqual([["v0 200"], [2, 1]]);
    expect(ofType(events, "judged")[0]?.answer.text).toContain("customerId");
  });

  it("says nothing where no request is left to ask with", async () => {
    const { judged, failures } = await played(cutting(1), valid(1), {}, 1);
    expect([judged, failures]).toEqual([[], ["v0 reset"]]);
  });
});

describe("a refusal of the token", () => {
  it("is judged at the end where the operation accepts it elsewhere", async () => {
    const { judged, reason } = await played((request, nth) => (nth === 1 ? REFUSED : made(request, nth)), valid(3));
    expect([judged, reason]).toEqual([["v1 200", "v2 200", "v0 401"], undefined]);
  }); // biome-ignore format: short

  it("ends the run once it is all that comes", async () => {
    const { judged, reason, sent } = await played(() => REFUSED, valid(12));
    expect([judged, sent]).toEqual([[], [8, 0]]);
    expect(reason).toContain('create-invoice could not be judged: http://tiny refuses the token with 401 "{"reason":"no token"}"');
  }); // biome-ignore format: short

  it("is the reason why nothing was judged where fewer came", async () => {
    const { judged, reason } = await played(() => REFUSED, valid(2));
    expect(judged).toEqual([]);
    expect(reason).toContain("refuses the token with 401");
  });
});

describe("one and the same answer", () => {
  const wrong = draftOf("w", { expect: "reject", body: {} });
  const same = answer(404, { reason: "nothing here" });

  it("ends the run after fifteen, judged in none", async () => {
    const { judged, reason, sent } = await played(() => same, Array.from({ length: 20 }, (_, n) => ({ ...wrong, name: `w${n}` })));
    expect([judged, sent]).toEqual([[], [15, 0]]);
    expect(reason).toContain("http://tiny gives one and the same answer to all 15 requests: 404");
  }); // biome-ignore format: short

  it("to a few is judged in the end, and to more it is the reason for the end", async () => {
    const of = (count: number) => played(() => same, Array.from({ length: count }, (_, n) => ({ ...wrong, name: `w${n}` })));
    expect((await of(3)).judged).toEqual(["w0 404", "w1 404", "w2 404"]);
    const four = await of(4);
    expect([four.judged, four.reason]).toEqual([[], expect.stringContaining("to all 4 requests")]);
  }); // biome-ignore format: short

  it("of a recording is judged as it comes", async () => {
    const { judged } = await played(() => same, [wrong], { recorded: [] });
    expect(judged).toEqual(["w 404"]);
  });
});
