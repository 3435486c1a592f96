/** The same docs as page text, as Markdown and as an OpenAPI document. */
import { expect, test } from "vitest";
import { stringify } from "yaml";
import { isSameContract } from "../../../src/docs/same-contract.ts";
import { readSource } from "../../../src/docs/source/read-source.ts";
import { PAGE } from "./pages.ts";

test("make the same contract where they say the same", async () => {
  const { document } = await readSource({ name: "page.txt", text: PAGE });
  const yaml = stringify(document, { aliasDuplicateObjects: false });
  const markdown = `# Create Calendar\n\n\`\`\`\`yaml POST /calendars\n${yaml}\`\`\`\`\n`;
  for (const text of [markdown, yaml, JSON.stringify(document)]) {
    const other = await readSource({ name: "other", text });
    expect(isSameContract(document, other.document)).toBe(true);
  }
});
