import { existsSync } from "node:fs";
import { join } from "node:path";
import { PACKAGE_NAME } from "../core/package.ts";

/** Rewrites the imports of a generated file. */
export type Imports = (code: string) => string;

/** The module of the package that has what generated code imports, by the specifier of a checkout. */
const ELSEWHERE: { readonly [specifier: string]: string } = {
  "../src/contract/contract.ts": `${PACKAGE_NAME}/runtime/contract`,
  "../src/contract/typed-operations.ts": `${PACKAGE_NAME}/runtime/contract`,
  "../src/contract/client.ts": `${PACKAGE_NAME}/runtime/client`,
  "../src/generation/arbitrary/index.ts": `${PACKAGE_NAME}/runtime/arbitraries`,
  "openapi-fetch": `${PACKAGE_NAME}/runtime/client`,
  "openapi-typescript-helpers": `${PACKAGE_NAME}/runtime/contract`,
};

/** An import or a re-export on a line of its own, as the emitters write it. */
const IMPORT = /^((?:import|export) .*? from |import )"([^"\n]+)";$/gm;

/**
 * The imports of a project's generated code: of files beside it in a checkout of the package, else by the package's name,
 * so that they hold under plain settings of the compiler and wherever a package manager puts the packages.
 */
export function importsOf(root: string): Imports {
  if (existsSync(join(root, "src", "generation", "arbitrary", "index.ts"))) return (code) => code;
  return (code) =>
    code
      .replace(REQUIRE, `$<helper>import { require } from "${PACKAGE_NAME}/runtime/validators";\n`)
      .replace(/^import createFetchClient, \{/m, "import { createFetchClient,")
      .replace(IMPORT, (_, head: string, specifier: string) => `${head}"${elsewhere(specifier)}";`);
}

const elsewhere = (specifier: string): string =>
  ELSEWHERE[specifier] ?? specifier.replace(/^(\.\/.*)\.ts$/, "$1.js");

const REQUIRE =
  /^import \{ createRequire \} from "node:module";\n(?<helper>import .*\n)?\nconst require = createRequire\(import\.meta\.url\);\n/m;
