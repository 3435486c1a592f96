import { accessSync, constants } from "node:fs";

/** The places where a Chromium is installed, by system and by name. */
const USUAL = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/**
 * The program in which the report is tested: what the variable CHROMIUM names, or else what is installed.
 * @param {{ readonly [name: string]: string | undefined }} env
 * @returns {string | undefined} undefined where there is none
 */
export function findChromium(env = process.env) {
  return (env.CHROMIUM ? [env.CHROMIUM] : USUAL).find((path) => {
    try {
      accessSync(path, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
