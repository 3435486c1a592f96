import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { THOROUGH } from "../fixtures/sampled.ts";
import { contract, folder } from "./command.ts";
import { projectCopy } from "./project-copy.ts";
import { endpoint, type Transform } from "./servers.ts";

const TOKEN = "pit-4f9a-very.secret_token";

/** Repeats the token wherever an answer has room for text. */
const echoing: Transform = ({ request, answer }) => {
  const body = JSON.parse(answer.text) as { calendar?: { name?: string; notes?: string } };
  const quoted = `${request.headers.authorization}`;
  if (body.calendar) Object.assign(body.calendar, { name: quoted, notes: `x${TOKEN}y`, [TOKEN]: 1 });
  return {
    ...answer,
    headers: { ...answer.headers, "x-echo": quoted },
    text: JSON.stringify({ ...body, message: quoted }),
  };
};

const textsIn = async (directory: string): Promise<string[]> => {
  const files = await readdir(directory, { recursive: true, withFileTypes: true });
  return Promise.all(
    files.filter((file) => file.isFile()).map((file) => readFile(join(file.parentPath, file.name), "utf8")),
  );
};

test("the token is sent, and seen nowhere else, even if the endpoint repeats it", THOROUGH, async () => {
  const server = await endpoint(echoing);
  const cwd = await folder();
  const env = { HIGHLEVEL_TOKEN: TOKEN };
  const args = ["run", "--target", server.url, "--requests", "12", "--report", "out"];
  const plain = await contract(args, { cwd, env });
  const json = await contract([...args, "--json"], { cwd, env });
  expect([plain.status, json.status]).toEqual([1, 1]);
  expect(server.requests.some(({ headers }) => headers.authorization === `Bearer ${TOKEN}`)).toBe(true);
  const texts = [plain.stdout, plain.stderr, json.stdout, json.stderr, ...(await textsIn(cwd))];
  expect(texts).toHaveLength(10);
  expect(texts.filter((text) => text.includes(TOKEN))).toEqual([]);
  expect(json.stdout).toContain("$HIGHLEVEL_TOKEN");
});

test("recordings hold no token", THOROUGH, async () => {
  const server = await endpoint(echoing);
  const root = await projectCopy();
  const args = ["record", "--target", server.url, "--requests", "10"];
  const { status, stdout, stderr } = await contract(args, { root, env: { HIGHLEVEL_TOKEN: TOKEN } });
  expect(status).toBe(0);
  const texts = [stdout, stderr, ...(await textsIn(join(root, "tests", "recordings", "live")))];
  expect(texts.length).toBeGreaterThan(2);
  expect(texts.filter((text) => text.includes(TOKEN))).toEqual([]);
});

test("a token that no header can carry is refused without being repeated", async () => {
  const env = { HIGHLEVEL_TOKEN: "two words" };
  const { status, stderr } = await contract(["run", "--target", "http://127.0.0.1:9"], { env });
  expect(status).toBe(2);
  expect(stderr).toContain("HIGHLEVEL_TOKEN");
  expect(stderr).not.toContain("two words");
});

test.each([
  ["--reason", ["accept", "create-calendar/echo/calendar.name", "--reason", `it answers ${TOKEN}`]],
  ["--report", ["run", "--requests", "1", `--report=out/${encodeURIComponent(TOKEN)}`]],
  ["--only", ["run", "--only", Buffer.from(TOKEN).toString("base64")]],
  ["an argument", ["replay", TOKEN]],
  ["an argument", ["run", `--${TOKEN}`]],
])(
  "a token that is typed by mistake is refused in one line that does not repeat it: %s",
  async (name, args) => {
    const cwd = await folder();
    const { status, stdout, stderr } = await contract(args, { cwd, env: { HIGHLEVEL_TOKEN: TOKEN } });
    expect([status, stdout]).toEqual([2, ""]);
    expect(stderr).toBe(
      `contract: ${name} holds the token of HIGHLEVEL_TOKEN, and what is typed there is shown or kept: leave it out\n`,
    );
    expect(await readdir(cwd)).toEqual([]);
  },
);

test("a token in the reason of a known difference is refused as well", async () => {
  const cwd = await folder();
  const entry = `- covers: create-calendar/echo/a\n  reason: ${TOKEN}\n  evidence: b\n  expires: 2099-01-01\n`;
  await writeFile(join(cwd, "known.yaml"), entry);
  const args = ["run", "--requests", "1", "--deviations", "known.yaml"];
  const { status, stdout, stderr } = await contract(args, { cwd, env: { HIGHLEVEL_TOKEN: TOKEN } });
  expect([status, stdout]).toEqual([2, ""]);
  expect(stderr).toMatch(/^contract: the known differences hold the token of HIGHLEVEL_TOKEN[^\n]*\n$/);
  expect(stderr).not.toContain(TOKEN);
});
