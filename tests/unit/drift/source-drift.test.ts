/** The drift of the tests' project, from edited pages: what is reviewed, and what is touched. */

import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { tryOverlay } from "../../../src/docs/overlay/overlay.ts";
import { readOverlay } from "../../../src/docs/overlay/read-overlay.ts";
import { readSource } from "../../../src/docs/source/read-source.ts";
import type { Change, DriftReport } from "../../../src/drift/change.ts";
import { sourceDrift } from "../../../src/drift/source-drift.ts";
import { PROJECT } from "../../fixtures/project.ts";
import { THOROUGH } from "../../fixtures/sampled.ts";
import { DOCUMENT, OVERLAY, OVERLAY_NAME, PAGE, PAGE_NAME } from "../docs/pages.ts";

async function driftFrom(
  page: string,
  more: { overlay?: string; document?: string; name?: string } = {},
): Promise<DriftReport> {
  const name = more.name ?? PAGE_NAME;
  const source = { ...(await readSource({ text: page, name })), name };
  const overlay = readOverlay(OVERLAY_NAME, more.overlay ?? OVERLAY);
  const current = {
    name: "openapi/calendars.yaml",
    document: parse(more.document ?? DOCUMENT),
    madeFrom: PAGE_NAME,
  };
  return sourceDrift(
    { overlay, current, root: PROJECT },
    { source, ...tryOverlay(source.document, overlay) },
  );
}

const impactOf = (change: Change | undefined, what: string) =>
  (change?.impact ?? [])
    .filter((one) => one.what === what)
    .map(({ name, note }) => (note === undefined ? name : `${name}: ${note}`));

const SENTENCE = "Personal calendar must have exactly one team member.";

describe("every sentence of the docs", () => {
  test("is reviewed today: a rule cites it, or it is marked as read", async () => {
    expect(await driftFrom(PAGE)).toMatchObject({ drift: false, changes: [], overlay: [] });
  });

  test("is asked for again where no rule cites it any more", async () => {
    const without = OVERLAY.replace(/^ +cites: \['f64cf06d4c31'\]\n/m, "");
    expect(without).not.toBe(OVERLAY);
    const { drift, changes } = await driftFrom(PAGE, { overlay: without });
    expect(drift).toBe(true);
    expect(changes.map(({ class: of, at, sentences }) => [of, at, sentences])).toEqual([
      [
        "rule",
        "/teamMembers",
        [{ text: SENTENCE, hash: "f64cf06d4c31", change: "kept", review: "unreviewed" }],
      ],
    ]);
  });

  test("is told with the rules that cite it where it arrives and where it is lost", async () => {
    const older = PAGE.replace(` ${SENTENCE}`, "");
    const arrived = await driftFrom(PAGE, {
      document: DOCUMENT.replaceAll(
        /\s+Personal\s+calendar must\s+have\s+exactly\s+one\s+team\s+member\./g,
        "",
      ),
    });
    expect(arrived.changes[0]).toMatchObject({
      class: "rule",
      side: "request",
      kind: "description-changed",
      at: "/teamMembers",
    });
    expect(arrived.changes[0]!.sentences).toMatchObject([{ change: "gained", review: "cited" }]);
    const lost = await driftFrom(older);
    expect(impactOf(lost.changes[0], "rule")).toContain("personal-one-member: cites a sentence that is gone");
  });

  test("is refused as marked without a hash or a note", async () => {
    const broken = OVERLAY.replace("x-read-sentences:\n", "x-read-sentences:\n  - {hash: 12, note: x}\n");
    await expect(driftFrom(PAGE, { overlay: broken })).rejects.toThrow(
      /x-read-sentences entry 1: no hash; expected 12 hex digits in quotes/,
    );
    const silent = OVERLAY.replace("x-read-sentences:\n", "x-read-sentences:\n  - {hash: '0123456789ab'}\n");
    await expect(driftFrom(PAGE, { overlay: silent })).rejects.toThrow(/\(0123456789ab\): no note/);
  });
});

describe("what a change touches", () => {
  test(
    "a field gone: types, rules, overlay actions without a target, recordings, cases",
    THOROUGH,
    async () => {
      const gone = PAGE.replaceAll(/^\s*"availabilityType": 0,\n/gm, "").replace(
        /^availabilityType\n[\s\S]*?(?=^availabilities$)/m,
        "",
      );
      const { changes, overlay, unjudged } = await driftFrom(gone);
      expect(unjudged).toBeUndefined();
      const [removed, answered] = changes;
      expect([removed, answered].map((one) => [one!.class, one!.side, one!.kind, one!.at])).toEqual([
        ["breaking", "request", "property-removed", "/availabilityType"],
        ["breaking", "response", "property-removed", "/calendar/availabilityType"],
      ]);
      expect(impactOf(removed, "type")).toEqual(['CreateCalendarRequest["availabilityType"]']);
      expect(impactOf(removed, "rule")).toContain(
        "custom-only-without-custom: the place that states it is gone",
      );
      expect(overlay).toEqual([
        expect.objectContaining({
          target: "$.components.schemas..properties.availabilityType",
          problem: "target-gone",
        }),
      ]);
      expect(impactOf(removed, "overlay")).toContain(
        `action ${overlay![0]!.action} ($.components.schemas..properties.availabilityType): its target is gone: correct or remove it`,
      );
      expect(impactOf(removed, "case")).toContainEqual(
        expect.stringMatching(/^invalid\/availabilityType\/\S+: vanishes$/),
      );
    },
  );

  test(
    "a bound that recordings exceed names each of them, and what the docs take in is no difference any more",
    THOROUGH,
    async () => {
      const shown = PAGE.replaceAll(
        '"appoinmentPerSlot": 1,\n    "appoinmentPerDay"',
        '"appoinmentPerSlot": 1,\n    "appointmentPerSlot": 1,\n    "appoinmentPerDay"',
      ).replace(
        /^formSubmitType\nenum<string>\ndefault:ThankYouMessage\nAvailable options:\nRedirectURL,\n/m,
        "formSubmitType\nenum<string>\ndefault:ThankYouMessage\nAvailable options:\n",
      );
      const { changes } = await driftFrom(shown);
      const added = changes.find(({ kind }) => kind === "property-added");
      expect(added).toMatchObject({
        class: "compatible",
        side: "response",
        at: "/calendar/appointmentPerSlot",
      });
      expect(impactOf(added, "deviation")).toEqual([
        expect.stringMatching(
          /^\*\/undocumented-field\/200\/calendar\.appointmentPerSlot: documented now: remove it/,
        ),
      ]);
      const removed = changes.find(({ kind, side }) => kind === "enum-removed" && side === "request");
      expect(removed).toMatchObject({ class: "breaking", at: "/formSubmitType", before: "RedirectURL" });
      expect(impactOf(removed, "recording").join("\n")).toMatch(
        /tests\/recordings\/sandbox\/\w+\.json#\w+\/\S+: /,
      );
      expect(impactOf(removed, "rule")).toContain("redirect-without-url: names the value that is gone");
    },
  );

  test("another path: the overlay's actions at the old one, and nothing else of the docs", async () => {
    const moved = PAGE.replace("POST\n/\ncalendars\n", "POST\n/\ncalendars\n/\n").replace(
      "leadconnectorhq.com/calendars \\",
      "leadconnectorhq.com/calendars/ \\",
    );
    const { changes } = await driftFrom(moved);
    expect(changes.map(({ kind }) => kind)).toEqual(["path-changed"]);
    expect(impactOf(changes[0], "overlay").length).toBeGreaterThan(3);
  });
});

test(
  "a field that is gone from the list of another page is told, though its example still has it",
  THOROUGH,
  async () => {
    const gone = PAGE.replace(/^pixelId\nstring\n/m, "");
    expect(gone).not.toBe(PAGE);
    const { changes } = await driftFrom(gone, { name: "new.txt" });
    expect(changes.map(({ kind, side, at }) => [kind, side, at])).toEqual([
      ["property-removed", "request", "/pixelId"],
    ]);
    expect((await driftFrom(PAGE, { name: "same.txt" })).changes).toEqual([]);
  },
);
