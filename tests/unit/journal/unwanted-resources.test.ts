import { expect, it } from "vitest";
import { caseTag, newTag, tagsIn } from "../../../src/account/tag.ts";
import type { Note } from "../../../src/journal/ledger.ts";
import { UnwantedResources } from "../../../src/journal/unwanted-resources.ts";

const TAG = caseTag(newTag(0), 1);
const sent: Note = { create: 1, at: 0, tag: TAG };

it.each<[string, Note[], string[], string[]]>([
  ["the one thing of an accepted request", [sent, { made: 1, id: "a" }], ["a"], []],
  ["something else of an accepted request", [sent, { made: 1, id: "a" }], ["b"], ["a", "b"]],
  ["something of a refused request", [sent, { none: 1 }], ["b"], ["b"]],
  ["something of a request without an answer", [sent], ["b"], []],
  ["something of a request that is not known", [], ["b"], []],
  ["nothing", [sent, { none: 1 }], [], []],
])("a list that shows %s", (_, notes, listed, unwanted) => {
  const resources = new UnwantedResources();
  for (const note of notes) resources.note(note);
  const show = () => {
    for (const id of listed) resources.saw({ id, isId: true, tags: tagsIn(TAG) });
  };
  show();
  expect(resources.take()).toEqual(unwanted.length === 0 ? [] : [{ tag: TAG, ids: unwanted }]);
  show();
  expect(resources.take()).toEqual([]);
});
