import { expect, it } from "vitest";
import { NOTHING, words } from "../../../../src/checks/violation/words.ts";

it("words in place of a value are plain text in JSON", () => {
  expect(JSON.stringify({ expected: words("a date"), received: NOTHING })).toBe(
    '{"expected":"a date","received":"nothing"}',
  );
});
