import { describe, expect, it } from "vitest";
import { caseTag, isTag, newTag, tagOfSeed, tagsIn } from "../../../src/account/tag.ts";

const NOW = Date.UTC(2026, 10, 25, 12);

describe("a run's tag", () => {
  it("is the same for the same seed, another for another, and tells no time", () => {
    expect(tagOfSeed(7)).toBe(tagOfSeed(7));
    expect(tagOfSeed(7)).not.toBe(tagOfSeed(8));
    const [found] = tagsIn(caseTag(tagOfSeed(7), 1));
    expect(found).toEqual({ run: tagOfSeed(7), whole: caseTag(tagOfSeed(7), 1) });
  });

  it("is new for each run, and tells when it began, to the second", () => {
    const tag = newTag(NOW);
    expect(newTag(NOW)).not.toBe(tag);
    expect(tagsIn(caseTag(tag, 1))[0]?.startedAt).toBe(NOW);
  });

  it("tells it whatever the digits are", () => {
    const times = Array.from({ length: 2000 }, (_, index) => NOW + index * 997_000);
    const tags = times.map((startedAt) => {
      const run = newTag(startedAt);
      return { run, whole: caseTag(run, startedAt), startedAt };
    });
    expect(tags.flatMap(({ whole }) => tagsIn(whole))).toEqual(tags);
    expect(tags.every(({ run }) => isTag(run))).toBe(true);
  });

  it.each([0, 42, 2 ** 31, Number.MAX_SAFE_INTEGER])("is made of seed %d too", (seed) => {
    expect(isTag(tagOfSeed(seed))).toBe(true);
  });

  it("fits a slug", () => {
    expect(caseTag(newTag(NOW), -1)).toMatch(/^[a-z0-9-]+$/);
  });
});

describe("in a text", () => {
  const tag = newTag(NOW);
  const one = caseTag(tag, 123);

  it.each([
    ["alone", one],
    ["before other words", `${one} test calendar`],
    ["behind other words", `test calendar ${one}`],
    ["in a slug", `${one}-1-test`],
    ["in brackets", `(${one})`],
  ])("a tag is found %s", (_, text) => {
    expect(tagsIn(text).map(({ whole }) => whole)).toEqual([one]);
  });

  const changed = (tag.at(-1) ?? "") === "0" ? "1" : "0";
  it.each([
    ["with a wrong checksum", `${tag.slice(0, -1)}${changed}-abc`],
    ["without a case's mark", tag],
    ["cut off", one.slice(0, 12)],
    ["in capitals", one.toUpperCase()],
    ["as the end of a word", `a${one}`],
    ["with a mark that is too long for one", `${tag}-12345678`],
    ["of words that look like it", "ctx"],
  ])("there is no tag where it stands %s", (_, text) => {
    expect(tagsIn(text)).toEqual([]);
  });
});
