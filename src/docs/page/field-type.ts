/** A type line of the page, such as `string`, `object[]`, `enum<number>` or `string<date-time> | null`. */
export interface FieldType {
  readonly base: string;
  readonly isEnum: boolean;
  readonly format?: string;
  /** Number of arrays around the base: 1 for `object[]`. */
  readonly depth: number;
  readonly nullable: boolean;
}

const BASES = "string|number|integer|boolean";
const TYPE = new RegExp(
  `^(?:enum<(${BASES})>|(${BASES}|object)(?:<([a-z][\\w-]*)>)?)((?:\\[\\])*)( \\| null)?$`,
);

/** The types that a type line may name, as messages list them. */
export const TYPE_WORDS = "string, number, integer, boolean, object or enum<…>, with [] for arrays";

/** Reads a type line; undefined where the line is none. */
export function fieldType(line: string): FieldType | undefined {
  const match = TYPE.exec(line);
  if (match === null) return undefined;
  const [, member, plain = "", format, arrays = "", nullable] = match;
  return {
    base: member ?? plain,
    isEnum: member !== undefined,
    ...(format === undefined ? {} : { format }),
    depth: arrays.length / 2,
    nullable: nullable !== undefined,
  };
}
