import { join, relative } from "node:path";
import { type Env, ROOT } from "../environment.ts";
import { type Exchange, type Provenance, SuiteError } from "../exchange.ts";
import { Suite } from "../suite.ts";
import { RECORDINGS_DIR, TOKEN_ENV } from "../targets/open-target.ts";
import { writeRecordings } from "../targets/write-recordings.ts";
import { EXIT } from "./exit.ts";
import { onInterrupt } from "./interrupt.ts";
import { type RunArguments, suiteOptions } from "./run.ts";

/** `contract record`: runs the default plan and keeps the exchanges under `tests/recordings/`. */
export async function recordCommand(given: RunArguments, env: Env): Promise<number> {
  if (given.target === "recorded")
    throw new SuiteError("--target recorded: recordings cannot be recorded; name sandbox or a URL");
  const interrupt = onInterrupt();
  const options = await suiteOptions(given, env, interrupt.signal);
  try {
    const suite = new Suite(options);
    interrupt.watch(suite.cleanup);
    const kept: Exchange[] = [];
    await suite.run(
      () => {},
      (exchange) => {
        if (exchange.answer) kept.push(exchange);
      },
    );
    if (kept.length === 0) {
      process.stderr.write(`nothing recorded: ${suite.reason ?? "no case was answered"}\n`);
      return EXIT.inconclusive;
    }
    const { target, contract } = options;
    const provenance: Provenance = {
      source: target.name === "sandbox" ? "sandbox" : "live",
      contract: contract.hash,
      date: new Date().toISOString().slice(0, 10),
      ...(target.name === "sandbox" ? {} : { host: new URL(target.url).hostname }),
    };
    const files = await writeRecordings({
      dir: join(ROOT, RECORDINGS_DIR),
      contract,
      provenance,
      exchanges: kept,
      secret: { token: target.token, name: TOKEN_ENV },
    });
    for (const file of files) process.stdout.write(`${relative(ROOT, file)}\n`);
    return EXIT.pass;
  } finally {
    interrupt.off();
    await options.journal?.end();
    await options.target.close();
  }
}
