import { describe, expect, it } from "vitest";
import { sampled } from "../fixtures/sampled.ts";
import { runConforming } from "./run.ts";
import { WIDE } from "./table/wide.ts";
import { openPlanted } from "./target.ts";

/** Requests of a run: enough for a fault that shows in every answer. */
const FEW = 60;

describe.each(sampled(WIDE, 8))("a fault with one cause, wherever it shows: $name", ({ options, rows }) => {
  it.each(rows.map((fault) => [fault.name, fault] as const))(
    "%s: is told in few findings",
    options,
    async (_, fault) => {
      const { alarms } = await runConforming(openPlanted(fault.plant), FEW);
      const told = alarms.map(({ fingerprint }) => fingerprint);
      expect(told.length, told.join(" ")).toBeLessThanOrEqual(fault.most ?? 1);
      expect(
        told.some((one) => fault.told.test(one)),
        told.join(" "),
      ).toBe(true);
    },
  );
});
