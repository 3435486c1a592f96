/**
 * Runs every command of README.md, in their order, in a copy of the project that tests stand on. What is replaced:
 * - `npm ci` is left out, what is installed is shared: `.ci/run` proves it on a clean clone.
 * - `npm test` is left out: it is what runs this test. So is vitest, which it runs with the same files.
 * - Once the first block has shown that npm finds the command, its arguments go to a process that is there already.
 * - the live host is an embedded endpoint on this machine.
 * - Of each run, the first thirty requests are sent.
 * - the served endpoint takes a free port, and is stopped once it has told its address.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { access, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ROOT } from "../../src/core/root.ts";
import { contract as generated, PROJECT } from "../fixtures/project.ts";
import { sampled } from "../fixtures/sampled.ts";
import { bareEnv, contract, start } from "./command.ts";
import { projectCopy } from "./project-copy.ts";
import { endpoint } from "./servers.ts";

const README = await readFile(join(ROOT, "README.md"), "utf8");
const LIVE = Object.values(generated.operations)[0]!.server;

const blocks = (language: string): string[] =>
  [...README.matchAll(new RegExp(`^\`\`\`${language}\n(.*?)^\`\`\`$`, "gms"))].map(([, text]) => text!);

/** npm without the user's own settings, and without a way to the network. */
async function npmEnv(root: string): Promise<{ [name: string]: string }> {
  const settings = join(root, ".npmrc-of-the-test");
  await writeFile(settings, "offline=true\nupdate-notifier=false\n");
  return { ...bareEnv(), npm_config_userconfig: settings };
}

function isServing(script: string): boolean {
  return /^npx contract sandbox/m.test(script);
}

async function run(script: string, cwd: string): Promise<string> {
  const env = await npmEnv(cwd);
  const { status, stdout, stderr } = await start("/bin/sh", ["-e", "-c", script], { cwd, env }).ended;
  expect(`${stdout}${stderr}`).not.toMatch(/warn/i);
  expect({ status, said: status === 0 ? "" : `${stdout}${stderr}` }).toEqual({ status: 0, said: "" });
  return stdout;
}

/** What `npm run NAME` stands for; another line as it is. */
async function scriptOf(line: string): Promise<string> {
  const { scripts } = JSON.parse(await readFile(join(ROOT, "package.json"), "utf8")) as {
    scripts: { [name: string]: string };
  };
  return scripts[/^npm run ([\w:-]+)$/.exec(line)?.[1] ?? ""] ?? line;
}

/** One line of a script; what it exports is kept in `env` for the lines after it. */
async function runLine(line: string, cwd: string, env: { [name: string]: string }): Promise<void> {
  const exported = /^export (\w+)=(\S+)$/.exec(line);
  const [, command] = /^(?:npx contract|node scripts\/contract.js) (.*)$/.exec(await scriptOf(line)) ?? [];
  if (exported) env[exported[1]!] = exported[2]!;
  else if (command) {
    const words = command.split(" ").concat(command.startsWith("run") ? ["--requests", "30"] : []);
    const { status, stdout, stderr } = await contract(words, { cwd, env, root: cwd });
    expect({ status, said: status === 0 ? "" : `${stdout}${stderr}` }).toEqual({ status: 0, said: "" });
  } else await run(line, cwd);
}

async function serve(script: string, cwd: string): Promise<void> {
  const child = spawn("/bin/sh", ["-c", `exec ${script}`], { cwd, env: await npmEnv(cwd), detached: true });
  const ended = once(child, "close");
  const [first] = await once(child.stdout, "data");
  expect(String(first)).toMatch(/^http:\/\/127\.0\.0\.1:\d+\n/);
  process.kill(-child.pid!, "SIGINT");
  await ended;
}

describe("every command of the README works as it stands", () => {
  let root: string;
  let giveBack = async (): Promise<void> => {};
  beforeAll(async () => {
    root = await projectCopy((atEnd) => {
      giveBack = atEnd;
    });
  });
  afterAll(() => giveBack());

  const all = blocks("sh").map((text, index) => [text.split("\n")[0], text, index === 0] as const);
  for (const { options, rows } of sampled(all, 6))
    test.each(rows)("%s", options, async (_, text, isFirst) => {
      const server = text.includes(LIVE) ? await endpoint() : undefined;
      const script = text
        .replace(/^npm ci && /m, "")
        .replace(/^npm test$/m, ":")
        .replaceAll(LIVE, server?.url ?? LIVE)
        .replace(/--port \d+/, "--port 0")
        .replace(/(contract run.*) --requests \d+/g, "$1")
        .replace(/^.*npx vitest run .*$/gm, ":");
      const env = {};
      expect(script.trim()).not.toBe("");
      if (isServing(script)) await serve(script.trim(), root);
      // Without any option or variable: the embedded endpoint keeps the contract.
      else if (isFirst) expect(await run(script, root)).toMatch(/^ {2}verdict +pass$/m);
      else for (const line of script.trim().split("\n")) await runLine(line, root, env);
      if (server && text.includes("contract run")) {
        expect(server.requests.length).toBeGreaterThan(0);
        expect(server.stored()).toBe(0);
        await access(join(root, "contract-report", "report.json"));
      }
    });
});

test("the reports it shows have the lines that a report has", () => {
  const [passing, failing] = blocks("text").map((text) => text.match(/^ {2}[a-z]+(?= )/gm));
  const summary = ["target", "seed", "requests", "cases", "checks", "coverage", "open", "next", "verdict"];
  const block = ["at", "expected", "received", "differs", "docs", "case", "curl", "replay", "accept"];
  expect(passing?.map((label) => label.trim())).toEqual(summary);
  // On a URL the known differences count, which an endpoint that keeps the docs does not show.
  const onUrl = summary.flatMap((label) => (label === "open" ? ["fixed", label] : [label]));
  expect(failing?.map((label) => label.trim())).toEqual([...block, ...onUrl]);
});

/** Where another page may give a file another name, the documents speak of the project that tests stand on. */
const isDocs = (path: string): boolean => /^(openapi|generated)\//.test(path);

test("every script and file that the documents name is there", async () => {
  const { scripts } = JSON.parse(await readFile(join(ROOT, "package.json"), "utf8")) as { scripts: object };
  for (const name of ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md"]) {
    const text = await readFile(join(ROOT, name), "utf8");
    const named = [...text.matchAll(/npm run ([\w:-]+)/g)].map(([, script]) => script!);
    expect(Object.keys(scripts)).toEqual(expect.arrayContaining(named));
    for (const [, path] of text.matchAll(
      /`((?:src|tests|openapi|scripts|generated|\.ci|\.github)\/[\w./-]*)`/g,
    ))
      await access(join(isDocs(path!) ? PROJECT : ROOT, path!)).catch(() =>
        expect.fail(`${name} names ${path}, which is not there`),
      );
    for (const [, link] of text.matchAll(/\]\(([\w./-]+)\)/g))
      await access(join(dirname(join(ROOT, name)), link!));
  }
});
