import { describe, expect, it } from "vitest";
import { sampled } from "../fixtures/sampled.ts";
import { GROUNDS, HIDDEN } from "./behind-refusals.ts";
import { runFault } from "./run.ts";

describe.each(GROUNDS)("behind %s", (_, ground) => {
  describe.each(sampled(HIDDEN, 7))("$name", ({ options, rows }) => {
    it.each(rows.map((fault) => [fault.name, fault] as const))(
      "%s: is told as it is where nothing is refused",
      options,
      async (_name, fault) => {
        const { told, others } = await runFault(fault, "told", ground);
        const instead = others.map(({ check, violation }) => `${check}: ${violation.title}`);
        expect(told?.violation.title, instead.join("; ")).toMatch(fault.title);
      },
    );
  });
});
