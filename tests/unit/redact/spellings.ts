/** The ways in which an endpoint may repeat a token. */

const base64 = (text: string): string => Buffer.from(text).toString("base64");
const written = (text: string, write: (code: number) => string): string =>
  [...text].map((char) => write(char.charCodeAt(0))).join("");
const hex = (code: number): string => code.toString(16).padStart(2, "0");

/** What a program shows of bytes: offset, hexadecimal digits in groups, and the bytes as text. */
const dump = (text: string, offset: (at: string) => string, group: number, bar: string): string =>
  Array.from({ length: Math.ceil(text.length / 16) }, (_, line) => {
    const part = text.slice(line * 16, line * 16 + 16);
    const digits = [...part]
      .map((char, at) => hex(char.charCodeAt(0)) + ((at + 1) % group === 0 ? " " : ""))
      .join("");
    return `${offset((line * 16).toString(16).padStart(8, "0"))}${digits.padEnd(48)} ${bar}${part}${bar}`;
  }).join("\n");

/** Every way in which an endpoint may repeat a token. */
export const SPELLINGS: readonly [string, (token: string) => string][] = [
  ["as it is", (it) => it],
  ["in capitals", (it) => it.toUpperCase()],
  ["in small letters", (it) => it.toLowerCase()],
  ["percent-encoded", (it) => encodeURIComponent(it)],
  ["percent-encoded, every character", (it) => written(it, (code) => `%${hex(code)}`)],
  ["percent-encoded twice", (it) => encodeURIComponent(written(it, (code) => `%${hex(code).toUpperCase()}`))],
  ["as JSON", (it) => JSON.stringify(it).slice(1, -1)],
  ["as JSON with escapes", (it) => written(it, (code) => `\\u00${hex(code)}`)],
  ["as JSON with slashes escaped", (it) => it.replaceAll("/", "\\/")],
  [
    "as JSON in JSON in JSON",
    (it) => JSON.stringify(JSON.stringify(written(it, (code) => `\\u00${hex(code)}`))),
  ],
  ["as a literal of a script", (it) => written(it, (code) => `\\x${hex(code)}`)],
  ["as HTML", (it) => written(it, (code) => `&#${code};`)],
  ["as HTML in hexadecimal, escaped again", (it) => written(it, (code) => `&amp;#x${hex(code)};`)],
  ["in hexadecimal", (it) => Buffer.from(it).toString("hex")],
  ["in hexadecimal capitals", (it) => Buffer.from(it).toString("hex").toUpperCase()],
  ["in base64", base64],
  ["in base64 after one byte", (it) => base64(`:${it}`)],
  ["in base64 after two bytes", (it) => base64(`a:${it}:b`)],
  ["in base64 for URLs", (it) => Buffer.from(`?${it}`).toString("base64url")],
  ["in base64 in a URL", (it) => encodeURIComponent(base64(`??${it}`))],
  ["backwards", (it) => [...it].reverse().join("")],
  ["over lines", (it) => it.replace(/.{5}/g, "$&\n  ")],
  ["over lines, as JSON", (it) => JSON.stringify(it.replace(/.{5}/g, "$&\r\n"))],
  ["quoted-printable", (it) => written(it, (code) => `=${hex(code).toUpperCase()}`)],
  ["quoted-printable with soft line breaks", (it) => it.replaceAll("=", "=3D").replace(/.{6}/g, "$&=\r\n")],
  ["in hexadecimal with blanks", (it) => written(it, (code) => `${hex(code)} `)],
  ["in hexadecimal with colons", (it) => written(it, (code) => `${hex(code)}:`)],
  ["in hexadecimal with 0x", (it) => written(it, (code) => `0x${hex(code)}, `)],
  ["as a dump of xxd", (it) => dump(it, (at) => `${at}: `, 2, "")],
  ["as a dump of hexdump", (it) => dump(`{"t":"${it}"}`, (at) => `${at}  `, 1, "|")],
  ["as such a dump, as JSON", (it) => JSON.stringify(dump(it, (at) => `${at}  `, 1, "|"))],
  ["in base64 of base64", (it) => base64(base64(`Bearer ${it}`))],
  [
    "in base64 of base64 for URLs, after two bytes",
    (it) => base64(`a:${Buffer.from(`b${it}`).toString("base64url")}`),
  ],
  ["in base64 of base64 over lines", (it) => base64(base64(it)).replace(/.{19}/g, "$&\n")],
  ["in base64 over several lines", (it) => base64(`Bearer ${it}`).replace(/.{20}/g, "$&\r\n")],
];
