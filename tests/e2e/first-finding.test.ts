import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { JsonObject } from "../../src/core/json.ts";
import { ROOT } from "../../src/core/root.ts";
import { sampled, THOROUGH } from "../fixtures/sampled.ts";
import { bareEnv, contract, folder, start } from "./command.ts";
import { changing, endpoint } from "./servers.ts";

/** curl, or where there is none a stand-in that knows the options of our lines. */
const hasCurl = spawnSync("curl", ["--version"]).status === 0;
const CURL = hasCurl ? "" : `curl() { '${process.execPath}' '${join(ROOT, "tests/e2e/curl.js")}' "$@"; }\n`;

const FAULTS: [
  string,
  (calendar: JsonObject) => void,
  { field: string; expected: RegExp; received: RegExp },
][] = [
  [
    "a number comes back as text",
    (calendar) => {
      calendar.slotDuration = String(calendar.slotDuration);
    },
    { field: "slotDuration", expected: /number/, received: /^"\d+(\.\d+)?"$/ },
  ],
  [
    "two fields are swapped",
    (calendar) => {
      const { preBuffer, slotBuffer, ...others } = calendar;
      for (const name of Object.keys(calendar)) delete calendar[name];
      Object.assign(calendar, others);
      if (slotBuffer !== undefined) calendar.preBuffer = slotBuffer;
      if (preBuffer !== undefined) calendar.slotBuffer = preBuffer;
    },
    { field: "preBuffer", expected: /^-?[\d.e+]+$/, received: /^-?[\d.e+]+$/ },
  ],
];

for (const { options, rows } of sampled(FAULTS, 2))
  test.each(rows)("the first finding shows all that it takes: %s", options, async (_, change, want) => {
    const server = await endpoint(changing(change));
    const { status, stdout } = await contract(["run", "--target", server.url, "--requests", "50"]);
    expect(status).toBe(1);
    const lines = stdout.split("\n");
    const begin = lines.findIndex((line) => line.startsWith("✗ "));
    const block = lines.slice(begin, lines.indexOf("", begin));
    expect(block[0]).toMatch(/^✗ [a-z-]+: /);
    expect(block.length).toBeLessThanOrEqual(13);
    const shown = (label: string): string | undefined =>
      block.find((line) => line.startsWith(`  ${label} `))?.slice(12);
    expect(shown("at")).toBe(`/calendar/${want.field}`);
    expect(shown("expected")).toMatch(want.expected);
    expect(shown("received")).toMatch(want.received);
    expect(shown("docs")).toMatch(/^\S+: .*number/);
    expect(stdout).toMatch(/^ {12}openapi\/calendars\.yaml#\/.+$/m);
    const curl = block.find((line) => line.startsWith("  curl ")) ?? expect.unreachable();
    expect(curl).toContain("$HIGHLEVEL_TOKEN");

    const sent = server.requests.length;
    const again = start("/bin/sh", ["-c", `${CURL}${curl}`], {
      cwd: await folder(),
      env: { ...bareEnv(), HIGHLEVEL_TOKEN: "some-token" },
    });
    const answer = JSON.parse((await again.ended).stdout) as { calendar: JsonObject };
    expect(server.requests[sent]?.headers.authorization).toBe("Bearer some-token");
    expect(JSON.stringify(answer.calendar[want.field])).toBe(shown("received"));
  });

test("one fault is one finding, whatever the seed", THOROUGH, async () => {
  const [, change] = FAULTS[0]!;
  const { url } = await endpoint(changing(change));
  const fingerprints = async (seed: string): Promise<string[]> => {
    const { stdout } = await contract(["run", "--target", url, "--seed", seed, "--requests", "30", "--json"]);
    const { findings } = JSON.parse(stdout) as { findings: { fingerprint: string; severity: string }[] };
    return findings.filter((one) => one.severity === "violation").map((one) => one.fingerprint);
  };
  const first = await fingerprints("1");
  expect(first).toHaveLength(1);
  expect(await fingerprints("2")).toEqual(first);
});
