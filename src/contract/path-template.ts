/** A template of paths such as `/things/{id}`: a parameter stands for one segment or a part of it, never empty. */
export class PathTemplate {
  /** The names of its parameters, in order. */
  readonly names: readonly string[];
  /** The texts around the parameters, as they are sent. */
  readonly #around: readonly string[];
  readonly #pattern: RegExp;

  constructor(template: string) {
    const parts = template.split(/\{([^{}]+)\}/);
    this.names = parts.filter((_, index) => index % 2 === 1);
    this.#around = parts.filter((_, index) => index % 2 === 0).map(encodedPath);
    this.#pattern = new RegExp(`^${this.#around.map(escapedForPattern).join("([^/]+)")}$`);
  }

  /** The path with a text, percent-encoded by the caller, for each parameter; one without a text leaves its name. */
  filled(textOf: (name: string) => string | undefined): string {
    return this.#around.reduce((written, text, index) => {
      const name = this.names[index - 1] ?? "";
      return `${written}${textOf(name) ?? `{${encodedPath(name)}}`}${text}`;
    });
  }

  /** The segments, still percent-encoded, that a path has for the parameters; undefined for a path of another template. */
  segmentsIn(path: string): readonly string[] | undefined {
    return this.#pattern.exec(encodedPath(path))?.slice(1);
  }
}

/**
 * A path as a request line carries it (RFC 3986, section 3.3): what no path holds is percent-encoded, what is encoded stays.
 * Braces stand around a parameter without a value.
 */
export const encodedPath = (path: string): string =>
  path.replace(/%(?![\dA-Fa-f]{2})|[^\w.~!$&'()*+,;=:@/%{}-]/gu, (text) =>
    encodeURIComponent(text.replace(/\p{Cs}/u, "\ufffd")),
  );

const escapedForPattern = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** A segment decoded; one that is not valid percent-encoding stands for itself: it names nothing that is stored. */
export function decodedSegment(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

/** A path without the names in its braces, and without slashes at its end: paths that differ in these alone are one. */
export const unnamedPath = (path: string): string => path.replace(/\{[^{}]*\}/g, "{}").replace(/\/+$/, "");
