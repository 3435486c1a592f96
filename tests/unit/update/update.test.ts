import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { isObject, valueAt } from "../../../src/core/json.ts";
import {
  type UpdateOptions,
  type UpdateOutcome,
  update as updateInFull,
} from "../../../src/update/update.ts";
import { THOROUGH } from "../../fixtures/sampled.ts";
import { PAGE } from "../docs/pages.ts";
import { dataCopy, filesIn } from "./project.ts";

/** An update that tries what it has made with a few requests. */
const update = (options: UpdateOptions): Promise<UpdateOutcome> => updateInFull({ requests: 12, ...options });

/** An update of a copy from an edited page. */
async function updated(
  edit: (page: string) => string,
  mend: (overlay: string) => string = (text) => text,
  atEnd?: Parameters<typeof dataCopy>[0],
) {
  const root = await dataCopy(atEnd);
  const file = join(root, "new.txt");
  const page = edit(PAGE);
  expect(page).not.toBe(PAGE);
  await writeFile(file, page);
  const overlay = join(root, "openapi/overlay.yaml");
  await writeFile(overlay, mend(await readFile(overlay, "utf8")));
  const outcome = await update({ root, file, check: false });
  expect(outcome.runs.map(({ target, result }) => `${target} ${result.verdict}`)).toEqual([
    "sandbox pass",
    "recordings pass",
  ]);
  const lines = (await readFile(overlay, "utf8")).split("\n");
  const document: unknown = parse(await readFile(join(root, "openapi/calendars.yaml"), "utf8"));
  return { root, file, outcome, document, left: leftIn(outcome), line: (at: number) => lines[at - 1] };
}

const leftIn = ({ left }: UpdateOutcome): string[] =>
  left.map(({ isError, file, says }) => `${isError ? "error " : ""}${file}: ${says}`);

const slashed = (page: string): string =>
  page
    .replace("POST\n/\ncalendars\n", "POST\n/\ncalendars\n/\n")
    .replace("leadconnectorhq.com/calendars ", "leadconnectorhq.com/calendars/ ");

describe("an update", () => {
  test(
    "of docs with one value more writes all that is made of it, tells nothing more, and is done then",
    THOROUGH,
    async () => {
      const root = await dataCopy();
      const file = join(root, "new.txt");
      await writeFile(file, PAGE.replace(/^service_booking,$/m, "service_booking,\nkiosk,"));
      const before = await filesIn(root);
      const checked = await update({ root, file, check: true });
      expect(checked.runs).toEqual([]);
      expect(await filesIn(root), "a check writes nothing").toEqual(before);

      const outcome = await update({ root, file, check: false });
      expect(outcome.report.changes.map(({ kind, at }) => `${kind} ${at}`)).toEqual([
        "enum-added /calendar/calendarType",
        "enum-added /calendarType",
      ]);
      expect(outcome).toMatchObject({ left: [], files: checked.files });
      const written = await filesIn(root);
      expect(written["openapi/pages/create-calendar.txt"]).toBe(written["new.txt"]);
      expect(written["generated/types.ts"]).toContain("kiosk");
      expect(await update({ root, check: false })).toMatchObject({ files: [], runs: [], left: [] });
      expect(await filesIn(root)).toEqual(written);
    },
  );

  test(
    "of docs without a field brings it back by no entry that gives it a type, on no later run either",
    THOROUGH,
    async () => {
      const action = `
actions:
  - target: $.components.schemas.CreateCalendarRequest
    description: The page does not say how long it is.
    x-source: project
    update: {properties: {pixelId: {type: string, maxLength: 9}}}
`;
      const { left, document, root } = await updated(
        (page) => page.replace("\npixelId\nstring\n", "\n").replaceAll(/\n +"pixelId": "[^"]*",/g, ""),
        (overlay) => overlay.replace(/^ +pixelId: .*\n/m, "").replace("\nactions:\n", action),
      );
      expect(JSON.stringify(document)).not.toContain("pixelId");
      expect(left).toEqual([
        "error openapi/overlay.yaml: action 1: properties.pixelId is about a field that the docs no longer have, and is left out",
      ]);
      const again = await update({ root, check: true });
      expect([again.files, leftIn(again)]).toEqual([[], left]);
    },
  );

  test.each<[string, (page: string) => string, (overlay: string) => string, readonly string[]]>([
    [
      "its list, while its example shows it",
      (page) => page.replace("\npixelId\nstring\n", "\n"),
      (overlay) => overlay,
      [],
    ],
    [
      "all of it, while the overlay gives it a type",
      (page) => page.replace("\npixelId\nstring\n", "\n").replaceAll(/\n +"pixelId": "[^"]*",/g, ""),
      (overlay) => overlay.replace(/^( +pixelId: \{)/m, "$1type: string, "),
      ["properties.pixelId is about a field that the docs no longer have, and is left out"],
    ],
  ])(
    "of a kept page that was overwritten tells a field that is gone from %s",
    THOROUGH,
    async (_, edit, mend, left) => {
      const root = await dataCopy();
      const [page, overlay] = ["openapi/pages/create-calendar.txt", "openapi/overlay.yaml"].map((file) =>
        join(root, file),
      ) as [string, string];
      const before = await readFile(overlay, "utf8");
      if (mend(before) !== before) {
        await writeFile(overlay, mend(before));
        await update({ root, check: false });
      }
      await writeFile(page, edit(PAGE));
      const outcome = await update({ root, check: false });
      expect(outcome.report.changes.map(({ kind, at }) => `${kind} ${at}`)).toContain(
        "property-removed /pixelId",
      );
      expect(leftIn(outcome).map((line) => line.replace(/^.*action \d+: /, ""))).toEqual(left);
      expect((await update({ root, check: true })).report.changes).toEqual([]);
    },
  );

  test(
    "of an operation that has moved keeps all that the overlay says of it, and tells each target anew",
    THOROUGH,
    async () => {
      const { left, outcome, document, line } = await updated(slashed);
      const operation = valueAt(document, "/paths/~1calendars~1/post");
      expect(isObject(operation) && Object.keys(operation)).toEqual(
        expect.arrayContaining(["x-rules", "x-probes"]),
      );
      expect(left.length).toBeGreaterThan(3);
      for (const one of outcome.left) {
        expect(one.isError).toBe(true);
        expect(line(one.line)).toContain("target: $.paths['/calendars']");
        expect(one.todo).toContain("target: $.paths['/calendars/'].post");
      }
    },
  );

  test("is done where its targets are mended as it says", THOROUGH, async () => {
    const { left, root, file } = await updated(slashed, (overlay) =>
      overlay.replaceAll("$.paths['/calendars'].post", "$.paths['/calendars/'].post"),
    );
    expect(left).toEqual([]);
    expect(await update({ root, file, check: true })).toMatchObject({ files: [], left: [] });
  });
});

describe("an update of docs that have changed in several ways", () => {
  const SENTENCE = " Personal calendar must have exactly one team member.";
  let made: Awaited<ReturnType<typeof updated>>;
  let remove = async (): Promise<void> => {};
  beforeAll(async () => {
    const edit = (page: string): string =>
      page
        .replace("\npixelId\nstring\n", "\nseats\nnumber\n\nPersonal calendars must have one seat.\n\n")
        .replaceAll(/\n +"pixelId": "[^"]*",/g, "")
        .replace(SENTENCE, "")
        .replaceAll("2021-04-15", "v3");
    made = await updated(edit, undefined, (atEnd) => {
      remove = atEnd;
    });
  });
  afterAll(() => remove());
  /** What is left of one way, and the lines that it names. */
  const leftOf = (way: RegExp) => {
    const found = made.outcome.left.filter(({ says }) => way.test(says));
    return found.map((one) => ({ ...one, at: made.line(one.line) }));
  };

  test("tells what is left of each, and nothing else", () => {
    const versions = ["get-calendar", "delete-calendar", "get-calendars"].map(
      (id) => `openapi/overlay.yaml: ${id} has version 2021-04-15, and create-calendar has v3 now`,
    );
    const told = [
      "openapi/overlay.yaml: unread at /seats: Personal calendars must have one seat.",
      expect.stringMatching(/^error .*: properties\.pixelId is about a field that the docs no longer have/),
      "error openapi/overlay.yaml: personal-one-member cites f64cf06d4c31, which the docs no longer have",
      ...versions,
    ];
    expect(made.left).toHaveLength(told.length);
    expect(made.left).toEqual(expect.arrayContaining(told));
  });

  test("tells the sentences of a field more, with the entry that marks them as read", () => {
    const [unread] = leftOf(/^unread/);
    expect(unread?.todo).toMatch(
      /^a rule that cites '[0-9a-f]{12}', or - \{hash: '[0-9a-f]{12}', at: "\/seats", note: /,
    );
    expect(unread?.at).toBe("x-read-sentences:");
  });

  test("lets no overlay keep a field alive that is gone, and tells the line that would", () => {
    expect(JSON.stringify(made.document)).not.toContain("pixelId");
    expect(leftOf(/pixelId/)[0]?.at).toMatch(/^ +pixelId: /);
  });

  test("tells the rule that cites a sentence which is gone, and which no run tests by any more", async () => {
    expect(leftOf(/personal-one-member/)[0]?.at).toMatch(/cites: \['f64cf06d4c31'\]/);
    expect(made.document).toMatchObject({ "x-lost-citations": ["personal-one-member"] });
    expect(await readFile(join(made.root, "generated/index.ts"), "utf8")).toContain(
      'lostCitations: ["personal-one-member"]',
    );
  });

  test("tells the operations beside it that have the old version", () => {
    const old = leftOf(/has version/);
    expect(old).toHaveLength(3);
    for (const { at } of old) expect(at).toContain("enum: ['2021-04-15']");
  });

  test("tells the same when it is asked again", async () => {
    const again = await update({ root: made.root, check: true });
    expect([again.files, leftIn(again)]).toEqual([[], made.left]);
  });
});
