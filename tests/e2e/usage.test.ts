import { readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { PROJECT } from "../fixtures/project.ts";
import { contract, folder } from "./command.ts";
import { projectCopy } from "./project-copy.ts";

describe("wrong usage ends with 2 and says what is wrong", () => {
  test.each([
    ["an unknown option", ["run", "--nonsense"], /--nonsense/],
    ["an unknown command", ["nonsense"], /nonsense/],
    ["no argument where one is due", ["capture"], /file/],
    ["an unknown kind", ["run", "--only", "nonsense"], /--only nonsense: .*example/],
    ["an unknown operation", ["run", "--operation", "nonsense"], /nonsense.*create-calendar/],
    ["a seed that is no number", ["run", "--seed", "abc"], /--seed abc: .*whole number/],
    ["a budget of nothing", ["run", "--requests", "0"], /--requests 0: .*at least 1/],
    ["a target of no known form", ["run", "--target", "nonsense"], /--target nonsense: .*sandbox, /],
    ["a URL of another protocol", ["run", "--target", "ftp://127.0.0.1"], /--target .*http/],
    ["a share of nothing", ["run", "--share", "0%"], /--share 0%: .*percentage/],
    ["a share that is no percentage", ["run", "--share", "50"], /--share 50: .*50%/],
    ["a share of more than all", ["record", "--target", "sandbox", "--share", "101%"], /--share 101%/],
    ["no time at all", ["run", "--timeout", "0"], /--timeout 0: .*seconds/],
    ["a time-out that is no number", ["replay", "a/b/c", "--timeout", "soon"], /--timeout soon: .*seconds/],
    [
      "a live target in plain text",
      ["run", "--target", "http://a.invalid"],
      /HIGHLEVEL_TOKEN.*HIGHLEVEL_LOCATION_ID.*https/,
    ],
    ["a port out of range", ["sandbox", "--port", "70000"], /--port 70000/],
    ["recording what is recorded", ["record", "--target", "recorded"], /--target recorded/],
    ["a page that is not there", ["capture", "nonsense.txt"], /nonsense\.txt/],
    ["a live target without an account", ["run", "--target", "https://a.invalid"], /HIGHLEVEL_TOKEN/],
  ])("%s", async (_, args, message) => {
    const { status, stdout, stderr } = await contract(args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toMatch(message);
  });

  test("a variable that is no number is named", async () => {
    const { status, stderr } = await contract(["run"], { env: { CONTRACT_SEED: "abc" } });
    expect(status).toBe(2);
    expect(stderr).toMatch(/^contract: CONTRACT_SEED abc: .*\n$/);
  });

  test("a password in a URL is not repeated", async () => {
    const { status, stderr } = await contract(["run", "--target", "http://me:hunter2@127.0.0.1:1"]);
    expect(status).toBe(2);
    expect(stderr).not.toContain("hunter2");
  });

  test("a file stands where the report's folder should be", async () => {
    const cwd = await folder();
    await writeFile(join(cwd, "report"), "mine");
    const args = ["run", "--requests", "3", "--report", "report"];
    const { status, stderr } = await contract(args, { cwd });
    expect(status).toBe(2);
    expect(stderr).toMatch(/^contract: --report report: .*$/m);
  });

  test("a page that is none is refused, and the document stays", async () => {
    const root = await projectCopy();
    await writeFile(join(root, "page.txt"), "");
    const { status, stderr } = await contract(["capture", "page.txt"], { root, cwd: root });
    expect(status).toBe(2);
    expect(stderr).toMatch(/^contract: page\.txt:1: .*\n$/);
    const document = "openapi/calendars.yaml";
    expect(await readFile(join(root, document), "utf8")).toBe(
      await readFile(join(PROJECT, document), "utf8"),
    );
  });

  test("generated/ is missing", async () => {
    const root = await projectCopy();
    await rm(join(root, "generated"), { recursive: true });
    const { status, stdout, stderr } = await contract(["run"], { root });
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toMatch(/^contract: generated\/ .*npm run generate\n$/);
  });

  test("the sandbox's port is in use", async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => void server.close());
    const { port } = server.address() as AddressInfo;
    const { status, stderr } = await contract(["sandbox", "--port", String(port)]);
    expect(status).toBe(2);
    expect(stderr).toMatch(
      new RegExp(`^contract: port ${port} .*in use: choose another one, or 0 for a free one\n$`),
    );
  });
});

test("--help ends with 0 on every command", async () => {
  const { status, stdout } = await contract(["--help"]);
  expect(status).toBe(0);
  const commands = stdout.match(/^ {2}[a-z]+(?= )/gm)?.map((name) => name.trim()) ?? [];
  expect(commands).toEqual(expect.arrayContaining(["run", "capture", "generate", "record", "sandbox"]));
  const helps = await Promise.all(commands.map((name) => contract([name, "--help"])));
  expect(helps.map((help) => help.status)).toEqual(commands.map(() => 0));
});
