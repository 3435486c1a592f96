import { firstOf, type ValueChange } from "./change.ts";

/** The change of a number: to a bound, to a type with fewer digits, in its sign, by one, or by a factor. */
export function numberChange(sent: number, received: number): ValueChange {
  return firstOf(sent, received, WAYS) ?? { kind: "changed", isVague: true };
}

const WAYS = [negated, clamped, toInteger, zeroed, wrapped, toFloat32, toPlaces, toDigits, byOne, byFactor];

/** Bits of integer types with a sign, without it, and of those that have none. */
const SIGNED = [7, 15, 23, 31, 53, 63];
const WIDTHS = [...SIGNED, 8, 16, 24, 32, 64];

/** True for the end of the range of an integer type. */
const isWidth = (number: number): boolean =>
  WIDTHS.some((bits) => number === 2 ** bits - 1) ||
  SIGNED.some((bits) => number === -(2 ** bits) || number === 1 - 2 ** bits) ||
  (Math.abs(number) > 2 ** 53 && WIDTHS.some((bits) => number === 2 ** bits));

const isPowerOfTen = (number: number): boolean => /^10+$/.test(String(number));

const isNines = (number: number): boolean => /^9+(?:\.9+)?$/.test(String(number));

/** A number beyond the end of a range that came back as that end: of an integer type, a power of ten, nines, 0 or 1 from below. */
function clamped(sent: number, received: number): ValueChange | undefined {
  // One less may be the end of a range, or simply one less; what is closer is rounded.
  const isClose = Math.abs(sent - received) <= 1;
  const isEnd =
    sent > received
      ? received > 100
        ? isWidth(received) || isPowerOfTen(received) || (isNines(received) && !isClose)
        : received === 100 || (!isClose && received > 1 && (isPowerOfTen(received) || isNines(received)))
      : sent < 0 && (received === 0 || received === 1 || (received < -100 && isWidth(received)));
  if (!isEnd) return undefined;
  return {
    kind: `clamped to ${received}`,
    cause: "clamped",
    isByChance: received === 0,
  };
}

function zeroed(_: number, received: number): ValueChange | undefined {
  return received === 0 ? { kind: "zeroed", isByChance: true } : undefined;
}

function negated(sent: number, received: number): ValueChange | undefined {
  const isNegated = received === -sent && sent !== 0 && wrapped(sent, received) === undefined;
  return isNegated ? { kind: "changed in its sign", isByChance: Math.abs(sent) === 1 } : undefined;
}

/** An integer type that keeps the lowest bits alone. */
function wrapped(sent: number, received: number): ValueChange | undefined {
  if (!Number.isInteger(received) || !Number.isFinite(sent)) return undefined;
  if (Math.abs(sent) < 2 ** 7) return undefined;
  const whole = BigInt(Math.trunc(sent));
  for (const bits of [8, 16, 32, 64])
    for (const low of [BigInt.asIntN(bits, whole), BigInt.asUintN(bits, whole)])
      if (low !== whole && Number(low) === received)
        return { kind: `wrapped around at ${bits} bits`, cause: "wrapped around" };
  return undefined;
}

function toFloat32(sent: number, received: number): ValueChange | undefined {
  return Math.fround(sent) === received ? { kind: "rounded to float32" } : undefined;
}

function toInteger(sent: number, received: number): ValueChange | undefined {
  if (Number.isInteger(sent) || !Number.isInteger(received) || Math.abs(sent - received) >= 1)
    return undefined;
  const isNearest = Math.abs(sent - received) <= 0.5;
  const way = isNearest ? "" : received < sent ? " down" : " up";
  return { kind: `rounded${way} to an integer`, cause: "rounded to an integer" };
}

/** Digits of a number, at most. */
const MOST_DIGITS = 15;

function toPlaces(sent: number, received: number): ValueChange | undefined {
  if (Math.abs(sent) >= 1e21) return undefined;
  for (let places = 1; places <= MOST_DIGITS; places++) {
    const kind = placesWords(places);
    const scale = 10 ** places;
    if (Number(sent.toFixed(places)) === received)
      return { kind: `rounded to ${kind}`, cause: "rounded to places" };
    if (Math.trunc(sent * scale) / scale === received && Math.abs(sent - received) < 1 / scale)
      return { kind: `cut to ${kind}`, cause: "cut to places" };
  }
  return undefined;
}

const placesWords = (places: number): string =>
  places === 1 ? "1 decimal place" : `${places} decimal places`;

function toDigits(sent: number, received: number): ValueChange | undefined {
  for (let digits = 2; digits <= MOST_DIGITS + 1; digits++)
    if (Number(sent.toPrecision(digits)) === received)
      return { kind: `rounded to ${digits} digits`, cause: "rounded to digits" };
  return undefined;
}

function byOne(sent: number, received: number): ValueChange | undefined {
  const difference = received - sent;
  if (Math.abs(difference) !== 1) return undefined;
  return {
    kind: `shifted by ${difference > 0 ? "+1" : "-1"}`,
    cause: "shifted by one",
    isByChance: received === 0 || received === 1,
  };
}

/** Factors between units of time, of lengths, of money and of shares. */
const FACTORS = [10, 12, 24, 60, 100, 1000, 1024, 1440, 3600, 60_000, 86_400, 1e6, 3_600_000, 86_400_000];

function byFactor(sent: number, received: number): ValueChange | undefined {
  for (const factor of FACTORS) {
    if (sent * factor === received) return { kind: `multiplied by ${factor}` };
    if (sent / factor === received) return { kind: `divided by ${factor}` };
  }
  return undefined;
}
