import { relative } from "node:path";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** The folders of slow tests, those first that mostly wait, then the slowest; tests elsewhere come last. */
const SLOW = ["stand-in", "e2e", "faults", "property"];

/** Begins with the slow tests, so that no worker is left with one in the end. */
export class SlowestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification): number => {
      const index = SLOW.indexOf(relative(import.meta.dirname, moduleId).split(/[/\\]/)[0] ?? "");
      return index < 0 ? SLOW.length : index;
    };
    return (await super.sort(files)).sort((one, other) => rank(one) - rank(other));
  }
}
