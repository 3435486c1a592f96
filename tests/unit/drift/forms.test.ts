import { expect, test } from "vitest";
import { readSource } from "../../../src/docs/source/read-source.ts";
import { markdownOf, TICKET_30, TICKET_31, TICKET_PAGE } from "../docs/ticket-forms.ts";
import { drift } from "./operations.ts";

const read = async (text: string) =>
  (await readSource({ text, name: "source", preferred: "open-ticket" })).document;

test.each([
  ["the page", TICKET_PAGE],
  ["the Markdown export", markdownOf(TICKET_31)],
  ["OpenAPI 3.0", JSON.stringify(TICKET_30)],
  ["OpenAPI 3.1", TICKET_31],
])("%s has not drifted from any form of itself", async (_, text) => {
  for (const other of [TICKET_PAGE, markdownOf(TICKET_31), JSON.stringify(TICKET_30), TICKET_31])
    expect(drift(await read(other), await read(text))).toEqual([]);
});
