import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { covers } from "../../src/findings/deviations.ts";
import { DEVIATIONS_FILE, parseDeviations } from "../../src/findings/deviations-file.ts";
import type { Report } from "../../src/report/report.ts";
import { PROJECT } from "../fixtures/project.ts";
import { THOROUGH } from "../fixtures/sampled.ts";
import { contract, folder, startContract } from "./command.ts";

const known = parseDeviations(await readFile(join(PROJECT, DEVIATIONS_FILE), "utf8"), DEVIATIONS_FILE);

async function observed(args: readonly string[]): Promise<{ status: number | null; report: Report }> {
  const { status, stdout } = await contract(["run", "--target", "observed", "--json", ...args]);
  return { status, report: JSON.parse(stdout) as Report };
}

describe("the observed profile", () => {
  test("differs in what is known, in nothing else, and in all of it", THOROUGH, async () => {
    const { status, report } = await observed([]);
    const violations = report.findings.filter(({ severity }) => severity === "violation");
    expect(violations.filter((one) => one.status !== "known")).toEqual([]);
    expect(status).toBe(0);
    expect(report).toMatchObject({ target: "observed", verdict: "pass", leftBehind: [] });
    expect(report.deviations).toEqual({ known: known.length, expired: 0, fixed: [] });
  });

  test("fails without the list, and each difference is a finding, whatever the seed", THOROUGH, async () => {
    const empty = join(await folder(), "none.yaml");
    await writeFile(empty, "# nothing\n[]\n");
    const { status, report } = await observed(["--seed", "7", "--deviations", empty]);
    expect(status).toBe(1);
    const all = report.findings.map(({ fingerprint }) => fingerprint);
    expect(new Set(all).size).toBe(all.length);
    for (const one of known) {
      const found = all.filter((fingerprint) => covers(one.covers, fingerprint));
      // A pattern stands for one cause in many places, anything else for one finding.
      if (one.covers.includes("*")) expect(found.length, one.covers).toBeGreaterThan(0);
      else expect(found).toEqual([one.covers]);
    }
    const violations = report.findings.filter(({ severity }) => severity === "violation");
    for (const { fingerprint, status } of violations) {
      expect(status).toBe("new");
      expect(
        known.filter((one) => covers(one.covers, fingerprint)),
        fingerprint,
      ).toHaveLength(1);
    }
  });
});

describe("the observed endpoint, served", () => {
  const BODY = { locationId: "ocQHyuzHvysMo5N5VsXc", name: "test" };

  let url = "";
  beforeAll(async () => {
    const server = startContract(["sandbox", "--port", "0", "--profile", "observed"]);
    [url] = await server.seen(/http:\S+/);
    return () => void server.child.kill();
  });

  const ask = async (
    method: string,
    path: string,
    body?: object,
    headers: object = { version: "2021-04-15" },
  ) => {
    const response = await fetch(`${url}/calendars${path}`, {
      method,
      headers: { authorization: "Bearer any", "content-type": "application/json", ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: (await response.json()) as { [name: string]: never } };
  };

  test("behaves as the evidence says", async () => {
    const create = (changes: object) => ask("POST", "", { ...BODY, ...changes });
    const traceId = expect.any(String);

    const plain = await create({});
    expect(plain).toMatchObject({
      status: 201,
      body: {
        traceId,
        calendar: { googleInvitationEmails: true, eventColor: "#039BE5", appoinmentPerSlot: 1 },
      },
    });
    const { calendar } = plain.body as unknown as { calendar: { [name: string]: unknown } };
    expect(calendar.appointmentPerSlot).toBe(1);
    for (const name of ["widgetType", "teamMembers", "notifications", "slug", "widgetSlug", "guestType"])
      expect(calendar).not.toHaveProperty(name);
    for (const name of ["formSubmitThanksMessage", "consentLabel"])
      expect(calendar[name]).toEqual(expect.any(String));

    const members = [{ userId: "user1" }];
    expect(await create({ calendarType: "event", teamMembers: members })).toMatchObject({
      status: 201,
      body: { calendar: { openHours: {}, teamMembers: [] } },
    });
    expect(await create({ calendarType: "event", teamMembers: [] })).toMatchObject({ status: 422 });
    const places = [{ kind: "custom" }];
    expect((await create({ locationConfigurations: places })).body.calendar).not.toHaveProperty(
      "locationConfigurations",
    );
    expect(await create({ calendarType: "event", locationConfigurations: places })).toMatchObject({
      body: { calendar: { locationConfigurations: places } },
    });

    expect(await create({ one: 1, two: 2, recurring: { three: 3 } })).toMatchObject({
      status: 422,
      body: { message: ["property one should not exist", "property two should not exist"], traceId },
    });
    expect(await create({ recurring: { three: 3 } })).toMatchObject({ status: 201 });
    expect(await create({ openHours: [{ daysOfTheWeek: [1, 2], hours: [] }] })).toMatchObject({
      status: 422,
      body: { message: [expect.stringContaining("must be a valid day of week")] },
    });
    const days = [1, 2].map((day) => ({ date: `2030-01-0${day}T00:00:00.000Z`, hours: [] }));
    const own = (await create({ availabilities: days })).body.calendar as unknown as {
      availabilities: { _id: string }[];
    };
    expect(new Set(own.availabilities.map((one) => one._id)).size).toBe(2);

    expect(await create({ slug: "a" })).toMatchObject({ status: 201 });
    expect(await create({ widgetSlug: "a" })).toMatchObject({
      status: 400,
      body: { message: "Calendar slug is already taken", traceId },
    });
  });

  test("answers requests without the header, and for what was deleted, as the evidence says", async () => {
    expect(await ask("POST", "", BODY, {})).toMatchObject({
      status: 401,
      body: { message: "version header was not found." },
    });
    expect(await ask("POST", "", BODY, { version: "1999-01-01" })).toMatchObject({
      status: 401,
      body: { message: "version header is invalid" },
    });
    const { calendar } = (await ask("POST", "", BODY)).body as unknown as { calendar: { id: string } };
    expect(await ask("GET", `/${calendar.id}`)).toMatchObject({ status: 200, body: { calendar } });
    const removed = await ask("DELETE", `/${calendar.id}`);
    expect(removed).toMatchObject({ status: 200, body: { message: expect.any(String), calendar } });
    expect(removed.body).not.toHaveProperty("success");
    expect(await ask("GET", `/${calendar.id}`)).toMatchObject({
      status: 400,
      body: { message: "The calendar is deleted" },
    });
  });

  test("has no other profiles", async () => {
    const { status, stderr } = await contract(["sandbox", "--profile", "live"]);
    expect(status).toBe(2);
    expect(stderr).toMatch(/^contract: --profile live: expected docs or observed\n$/);
  });
});
