/** One fault, as the command line, its files and the shipped suite under vitest's reporters tell it. */
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { expect, onTestFinished, test } from "vitest";
import { PACKAGE } from "../../src/core/root.ts";

/** An endpoint that answers each body with a longer duration than was sent. */
async function wrongEndpoint(): Promise<string> {
  const server = createServer(async (request, response) => {
    let text = "";
    for await (const part of request) text += part;
    const body = text === "" ? {} : JSON.parse(text);
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify({ calendar: { ...body, id: "c1", slotDuration: body.slotDuration + 7 } }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** What a command of this checkout prints, whatever its exit status. */
function printed(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<string> {
  return new Promise((resolve) =>
    execFile(
      process.execPath,
      [...args],
      { cwd: PACKAGE, env: { PATH: process.env.PATH, ...env }, maxBuffer: 1e8 },
      (_, stdout) => resolve(stdout),
    ),
  );
}

test("one fault is told once, with one title and place, by command line, files, annotations and vitest", async () => {
  const folder = await mkdtemp(join(tmpdir(), "contract-reporters-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const url = await wrongEndpoint();
  const vitest = ["node_modules/vitest/vitest.mjs", "run", "--project", "contract", "-t", "(example/docs)"];
  const html = ["--reporter=html", `--outputFile.html=${join(folder, "index.html")}`];
  const suite = await printed([...vitest, "--reporter=github-actions", ...html], { CONTRACT_TARGET: url });
  const run = ["scripts/contract.js", "run", "--target", url, "--only", "example", "--report", folder];
  const terminal = await printed([...run, "--annotations", "github"]);
  const page = gunzipSync(await readFile(join(folder, "html.meta.json.gz"))).toString();
  const files = ["report.txt", "report.html", "junit.xml", "summary.md", "report.json"];
  const told = await Promise.all(files.map((file) => readFile(join(folder, file), "utf8")));
  const annotations = (text: string): string =>
    text
      .split("\n")
      .filter((line) => line.startsWith("::error "))
      .join("\n");
  expect(annotations(terminal)).toMatch(
    /^::error file=openapi\/calendars\.yaml,line=\d+,title=echo%3A slotDuration is changed::/m,
  );
  expect(annotations(suite)).toMatch(/^::error file=\S*create-calendar\.contract\.test\.ts,.*line=4,/);
  for (const text of [...told, terminal, annotations(terminal), annotations(suite), page]) {
    expect(text).toContain("slotDuration is changed");
    expect(text).toContain("/calendar/slotDuration");
    expect(text.match(/echo: slotDuration is [^c]/)).toBeNull();
  }
  for (const text of [annotations(suite), page])
    for (const part of ["expected: 0", "received: 7", "case: example/docs, answered 200", "curl "])
      expect(text).toContain(part);
  const telling = annotations(suite)
    .split("\n")
    .filter((line) => line.includes("echo: slotDuration is changed"));
  expect(telling).toHaveLength(1);
});
