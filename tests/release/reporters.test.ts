/** The shipped suite under vitest's own reporters: one fault is told once by each, with its request, its answer and the difference. */
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

/** The suite's run of the docs' own example, with both reporters; what it prints. */
function suite(target: string, html: string): Promise<string> {
  const env = { PATH: process.env.PATH, CONTRACT_TARGET: target };
  const args = ["run", "--project", "contract", "-t", "example/docs", "--reporter=github-actions"];
  return new Promise((resolve) =>
    execFile(
      process.execPath,
      ["node_modules/vitest/vitest.mjs", ...args, "--reporter=html", `--outputFile.html=${html}`],
      { cwd: PACKAGE, env, maxBuffer: 1e8 },
      (_, stdout) => resolve(stdout),
    ),
  );
}

test("one fault is told once by github-actions and by html, whole", async () => {
  const folder = await mkdtemp(join(tmpdir(), "contract-reporters-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const printed = await suite(await wrongEndpoint(), join(folder, "index.html"));
  const page = gunzipSync(await readFile(join(folder, "html.meta.json.gz"))).toString();
  const title = /echo: slotDuration [^%\\"]*/g;
  const annotations = printed.split("\n").filter((line) => line.startsWith("::error "));
  expect(annotations.filter((line) => line.includes("slotDuration"))).toHaveLength(1);
  for (const told of [annotations.join("\n"), page]) {
    expect(new Set(told.match(title))).toEqual(new Set(["echo: slotDuration is changed"]));
    for (const part of ["expected: 30", "received: 37", "case: example/docs, answered 200", "curl "])
      expect(told).toContain(part);
  }
});
