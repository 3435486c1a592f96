import { describe, expect, it } from "vitest";
import { defaults } from "../../../src/checks/default.ts";
import type { Json } from "../../../src/core/json.ts";
import { accepted, caseOf, judgedBy } from "./exchanges.ts";

const told = (sent: Json, received: Json) =>
  judgedBy(defaults, caseOf({ body: sent }), accepted(received))?.map(
    ({ severity, title }) => `${severity}: ${title}`,
  );

describe("default", () => {
  it("passes defaults that are applied", () => {
    expect(told({ note: "a" }, { note: "a", state: "draft", urgent: false })).toEqual([]);
  });

  it("tells of another value as a violation, of none as an observation", () => {
    expect(told({}, { state: "paid" })).toEqual([
      'violation: state left out comes back as "paid", not its default',
      "observation: the default of urgent is not applied in the answer",
    ]);
  });

  it("leaves a value that a field beside it has lost to the echo", () => {
    expect(told({ note: "paid" }, { note: "draft", state: "paid", urgent: false })).toEqual([]);
  });
});
