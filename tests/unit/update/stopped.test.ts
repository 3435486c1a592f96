import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const SRC = new URL("../../../src/", import.meta.url);
const file = (path: string): string => JSON.stringify(new URL(path, SRC).href);

/** A process that is through with `making`, and then writes for a while, as an update does. */
const SCRIPT = `
  import { once } from "node:events";
  import { setTimeout as pause } from "node:timers/promises";
  import { unstopped } from ${file("core/signals.ts")};
  import { tellStopped } from ${file("update/stopped.ts")};
  const phases = tellStopped();
  if (process.argv[1] === "writing") {
    phases.writes();
    await unstopped(async () => {
      const stopped = once(process, "SIGINT");
      console.log("ready");
      await Promise.race([stopped, pause(60_000)]);
      console.log("written");
    });
  } else console.log("ready");
  await pause(60_000);
`;

test.each<[phase: string, signal: NodeJS.Signals, printed: string, said: string]>([
  ["making", "SIGINT", "ready\n", "contract: stopped by SIGINT: nothing was written\n"],
  ["making", "SIGTERM", "ready\n", "contract: stopped by SIGTERM: nothing was written\n"],
  [
    "writing",
    "SIGINT",
    "ready\nwritten\n",
    "contract: stopped by SIGINT: all was written; run contract update again for what is left to you\n",
  ],
])("an update that is %s is ended by %s with one line", async (phase, signal, printed, said) => {
  const child = spawn(process.execPath, ["--import", "tsx", "--input-type=module", "-e", SCRIPT, phase], {
    cwd: fileURLToPath(SRC),
    stdio: ["ignore", "pipe", "pipe"],
  });
  const heard = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"] as const)
    child[name].setEncoding("utf8").on("data", (text: string) => {
      if (heard.stdout === "" && text.includes("ready")) child.kill(signal);
      heard[name] += text;
    });
  const [, ended] = await once(child, "close");
  expect({ ...heard, ended }).toEqual({ stdout: printed, stderr: said, ended: signal });
});
