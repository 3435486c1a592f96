import { describe, expect, it } from "vitest";
import type { Json } from "../../../../src/core/json.ts";
import { ChangedBody } from "../../../../src/engine/refusals/changed-body.ts";
import { PlaceCause } from "../../../../src/engine/refusals/place-cause.ts";
import { draftOf, tinyRun, tinyTarget } from "../tiny-run.ts";

const { underTest } = tinyRun(tinyTarget()).context;
const REQUIRED = { customerId: "c", number: "n" };
const bodyWith = (more: { [name: string]: Json }): Json => ({ ...REQUIRED, ...more });

function causeAt(
  pointer: string,
  refused: readonly { [name: string]: Json }[],
  accepted: readonly { [name: string]: Json }[],
): PlaceCause {
  const location = underTest.bodyLocations.find((one) => one.pointer === pointer)!;
  const cause = new PlaceCause(location, accepted.map(bodyWith));
  for (const body of refused) cause.refused(bodyWith(body));
  return cause;
}

const quantities = (...all: number[]) => ({ lines: all.map((quantity) => ({ article: "a", quantity })) });

describe("a body is like those that were refused", () => {
  it.each<[string, PlaceCause, { [name: string]: Json }, boolean]>([
    ["for the same value", causeAt("/discount", [{ discount: 9 }], []), { discount: 9 }, true],
    ["not for another one, as long as no limit shows", causeAt("/discount", [{ discount: 9 }], [{ discount: 5 }]), { discount: 20 }, false],
    ["for a number beyond the limit", causeAt("/discount", [{ discount: 9 }, { discount: 12 }], [{ discount: 5 }]), { discount: 20 }, true],
    ["for a number below the limit", causeAt("/discount", [{ discount: 3 }, { discount: 2 }], [{ discount: 5 }]), { discount: 1 }, true],
    ["not between refused and accepted numbers", causeAt("/discount", [{ discount: 9 }, { discount: 12 }], [{ discount: 5 }]), { discount: 7 }, false],
    ["not where refused and accepted numbers mix", causeAt("/discount", [{ discount: 9 }, { discount: 3 }], [{ discount: 5 }]), { discount: 20 }, false],
    ["for the worst of several values", causeAt("/lines/-/quantity", [quantities(1, 9), quantities(8, 2)], [quantities(4, 1)]), quantities(1, 9), true],
    ["not for a value that was accepted", causeAt("/discount", [{ discount: 9 }], [{ discount: 9 }]), { discount: 9 }, false],
    ["not for long texts at once", causeAt("/note", [{ note: "aaaa" }, { note: "aaaaa" }], [{ note: "a" }]), { note: "aaaaaa" }, false],
    ["not where there is nothing", causeAt("/discount", [{ discount: 9 }], []), {}, false],
  ])("%s", (_, cause, body, isLike) => {
    expect(cause.shares(bodyWith(body))).toBe(isLike);
  }); // biome-ignore format: a table reads better in lines
});

describe("a body is rid of a value", () => {
  const without = (cause: PlaceCause, body: { [name: string]: Json }) => {
    const draft = draftOf("a", { body: bodyWith(body) });
    return cause.without(bodyWith(body), new ChangedBody(underTest, draft));
  };

  it.each<[string, PlaceCause, { [name: string]: Json }, { [name: string]: Json }]>([
    ["by the nearest one that was accepted", causeAt("/discount", [{ discount: 9 }], [{ discount: 1 }, { discount: 5 }]), { discount: 9 }, { discount: 5 }],
    ["by leaving it out", causeAt("/discount", [{ discount: 9 }], []), { discount: 9 }, {}],
    ["by cutting a list", causeAt("/lines", [quantities(1, 2)], [quantities(4)]), quantities(3, 2), quantities(3)],
    ["in the items that are to blame alone", causeAt("/lines/-/quantity", [quantities(9), quantities(8)], [quantities(4)]), quantities(1, 9), quantities(1, 4)],
  ])("%s", (_, cause, body, rid) => {
    expect(without(cause, body)).toEqual(bodyWith(rid));
  }); // biome-ignore format: a table reads better in lines

  it("not where its values were all accepted", () => {
    expect(without(causeAt("/discount", [], [{ discount: 9 }]), { discount: 9 })).toBeUndefined();
  });
});
