import { expect, it } from "vitest";
import { caseTag, newTag, tagsIn } from "../../../src/account/tag.ts";
import type { Note } from "../../../src/journal/ledger.ts";
import { MOST_CREATIONS, UnwantedResources } from "../../../src/journal/unwanted-resources.ts";

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

it("remembers the last creations whose outcome is known, and no more of them", () => {
  const resources = new UnwantedResources();
  const tagOf = (create: number): string => caseTag(newTag(0), create);
  const tags = Array.from({ length: MOST_CREATIONS + 1 }, (_, index) => tagOf(index + 1));
  for (const [index, tag] of tags.entries()) resources.note({ create: index + 1, at: 0, tag });
  for (const index of tags.keys()) resources.note({ none: index + 1 });
  for (const tag of tags) resources.saw({ id: "x", isId: true, tags: tagsIn(tag) });
  const found = resources.take().map(({ tag }) => tag);
  expect(found).toHaveLength(MOST_CREATIONS);
  expect(found).not.toContain(tags[0]);
});
