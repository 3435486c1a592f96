/** Everything that runs write and print, searched for a token that the endpoint repeats wherever it can. */
import { readdir, readFile } from "node:fs/promises";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { brotliCompressSync, deflateSync, gzipSync } from "node:zlib";
import { expect, onTestFinished, test } from "vitest";
import { THOROUGH } from "../fixtures/sampled.ts";
import { SPELLINGS } from "../unit/redact/spellings.ts";
import { contract } from "./command.ts";
import { projectCopy } from "./project-copy.ts";

/** With characters that a URL escapes. */
const TOKEN = "pit-4f9a+very/secret=token";
/** The token as an endpoint may write it. */
const WRITTEN = SPELLINGS.map(([, write]) => write(TOKEN));
const BYTES = Buffer.from(`Bearer ${TOKEN}`);

/** What may stand nowhere: more than the ends of each spelling, which may hold what is beside the token, and all its bytes. */
const SECRETS = [
  ...WRITTEN.map((one) => one.slice(one.length * 0.3, one.length * 0.7)),
  ...WRITTEN.map((one) => JSON.stringify(one.slice(one.length * 0.3, one.length * 0.7)).slice(1, -1)),
];
const NUMBERS = [...Buffer.from(TOKEN)].slice(6, 20).join(",");

/** An answer with the token in names, values, headers and the id, in every spelling, and JSON within JSON. */
function repeated(body: object, nth: number): string {
  const more = Object.fromEntries(
    WRITTEN.map((one, index) => [`${one}-${index}`, { deep: [one, JSON.stringify({ in: one })] }]),
  );
  return JSON.stringify({
    calendar: { ...body, id: `id-${nth}-${encodeURIComponent(TOKEN)}`, ...more },
    message: WRITTEN,
    bytes: [BYTES, new Uint8Array(BYTES), [...BYTES]],
  });
}

/** How an answer may come, one after the other. */
const WAYS: readonly ((response: ServerResponse, text: string) => void)[] = [
  (response, text) =>
    response.writeHead(200, { "content-type": "application/json", "x-echo": TOKEN }).end(text),
  (response, text) => {
    response.writeHead(200, { "content-type": "application/json", "content-encoding": "gzip" });
    const packed = gzipSync(text);
    for (let at = 0; at < packed.length; at += 7) response.write(packed.subarray(at, at + 7));
    response.end();
  },
  (response, text) => {
    response.writeHead(200, { "content-type": "application/json", "content-encoding": "br" });
    response.end(brotliCompressSync(text));
  },
  (response, text) => {
    response.writeHead(200, { "content-type": "application/json", "content-encoding": "deflate" });
    response.end(deflateSync(text));
  },
  (response, text) => {
    response.writeHead(400, { "content-type": "application/json" });
    const cut = text.indexOf(TOKEN) + 9;
    response.write(text.slice(0, cut));
    setImmediate(() => response.end(text.slice(cut)));
  },
  (response) => response.writeHead(500, { "content-type": "text/html" }).end(`<h1>Bearer ${TOKEN}</h1>`),
  (response) => response.writeHead(502, { "content-type": "text/html" }).end(`<p>${WRITTEN.join(" ")}</p>`),
  (response) =>
    response.writeHead(302, { location: `http://127.0.0.1:9/?t=${encodeURIComponent(TOKEN)}` }).end(),
  (response, text) =>
    response
      .writeHead(401, { "content-type": "application/json", "www-authenticate": `Bearer ${TOKEN}` })
      .end(text),
  (response, text) => response.writeHead(200, { "content-type": "application/json" }).end(text.slice(0, -20)),
];

interface Repeating {
  readonly url: string;
  readonly seen: Set<string>;
  /** Number of creations that it has answered, each in the next way. */
  answered(): number;
}

async function repeating(): Promise<Repeating> {
  const seen = new Set<string>();
  let nth = 0;
  const server = createServer(async (request, response) => {
    seen.add(`${request.headers.authorization}`);
    let body = "";
    for await (const chunk of request) body += chunk;
    const text = repeated(body.startsWith("{") && body.length < 5000 ? asObject(body) : {}, nth);
    const way = request.method === "POST" ? WAYS[nth++ % WAYS.length] : WAYS[0];
    way!(response, text);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, seen, answered: () => nth };
}

function asObject(text: string): object {
  try {
    return JSON.parse(text) as object;
  } catch {
    return {};
  }
}

/** Every file below a folder, those of packages left out, by its path. */
async function filesIn(folder: string): Promise<[path: string, text: string][]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const found = entries.map(async (entry): Promise<[string, string][]> => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return filesIn(path);
    return entry.isFile() ? [[path, await readFile(path, "utf8")]] : [];
  });
  return (await Promise.all(found)).flat();
}

test(
  "no artefact of a run, a recording or a replay holds the token, however the endpoint repeats it",
  THOROUGH,
  async () => {
    const root = await projectCopy();
    const { url, seen, answered } = await repeating();
    const options = { root, cwd: root, env: { HIGHLEVEL_TOKEN: TOKEN } };
    const answeredInAllWays = async (...args: string[]) => {
      const before = answered();
      // Small bodies: what is found in large ones is shrunk for long.
      const few = ["--only", "rule,invalid", "--requests", "18"];
      const ended = await contract([...args, "--target", url, ...few], options);
      expect(answered() - before).toBeGreaterThanOrEqual(WAYS.length);
      return ended;
    };
    const run = await answeredInAllWays("run", "--report", "out");
    expect(run.status).toBe(1);
    const json = await answeredInAllWays("run", "--json");
    const record = await answeredInAllWays("record");
    const { findings } = JSON.parse(json.stdout) as { findings: { fingerprint: string; check: string }[] };
    const [leak] = findings.filter(({ check }) => check === "leak");
    expect(leak).toBeDefined();
    const replay = await contract(["replay", leak!.fingerprint, "--target", url], options);
    const sweep = await contract(["sweep", "--target", url], options);
    expect(seen.has(`Bearer ${TOKEN}`)).toBe(true);

    const printed = Object.entries({ run, json, record, replay, sweep }).flatMap(
      ([name, { stdout, stderr }]) => [
        [`${name} stdout`, stdout],
        [`${name} stderr`, stderr],
      ],
    );
    const files = await filesIn(root);
    const written = files.map(([path]) => path.slice(root.length));
    expect(written.some((path) => path.startsWith("/out/"))).toBe(true);
    expect(written.some((path) => path.includes("last-report"))).toBe(true);
    const holding = [...files, ...printed].flatMap(([where = "", text = ""]) => [
      ...SECRETS.filter((secret) => text.includes(secret)).map((secret) => `${where}: ${secret}`),
      ...(text.replaceAll(/\s/g, "").includes(NUMBERS) ? [`${where}: its bytes`] : []),
    ]);
    expect(holding).toEqual([]);
  },
);
