/** Stands in for curl where it is not installed: the options that the report's lines use, and no others. */
import { parseArgs } from "node:util";

const { values, positionals } = parseArgs({
  options: {
    request: { type: "string", short: "X" },
    header: { type: "string", short: "H", multiple: true, default: [] },
    "data-raw": { type: "string" },
  },
  allowPositionals: true,
});
const headers = values.header.map((line) => {
  const cut = line.indexOf(": ");
  return [line.slice(0, cut), line.slice(cut + 2)];
});
const body = values["data-raw"];
const answer = await fetch(positionals[0], {
  method: values.request,
  headers: Object.fromEntries(headers),
  ...(body === undefined ? {} : { body }),
});
process.stdout.write(await answer.text());
