/* What nobody would send, and much that is nearly right. */
import fc from "fast-check";

const SPECIAL = ["%", "%25", "%00", "%zz", "&", "=", "+", "#", "?", "/", "//",
  "..", ".", ";", ":", ",", "\\", '"', "'", "<", ">", "{", "}", "[", "]", "*",
  "~", "-", " ", "\t", "\n", "\r", "\0", "\x7f", "\u0301", "\u200b", "\u202e",
  "\u2028", "\ufeff", "\ufffd", "\u{1f600}", "\u{e0001}", "ﬃ", "ß", "İ"];
const WORDS = ["return", "how do I ", "refund", "order ", "반품", "배송", "zwrot",
  "pengembalian", "bumalik", "返品", "en", "ko", "null", "true", "-1", "0",
  "1e999", "9".repeat(25), "x".repeat(600)];

/* One sign or word. Binary signs alone are almost never special ones. */
const unit = fc.oneof(
  { weight: 4, arbitrary: fc.string({ unit: "grapheme-ascii", minLength: 1,
    maxLength: 1 }) },
  { weight: 2, arbitrary: fc.constantFrom(...SPECIAL) },
  { weight: 2, arbitrary: fc.constantFrom(...WORDS) },
  { weight: 1, arbitrary: fc.string({ unit: "grapheme", minLength: 1,
    maxLength: 1 }) },
  { weight: 1, arbitrary: fc.string({ unit: "binary", minLength: 1,
    maxLength: 1 }) },
);
export const text = fc.string({ unit, maxLength: 20 })
  .map((value) => value.toWellFormed());

/* Bytes as they stand in an address; broken escapes, too. */
const raw = fc.string({ unit: fc.constantFrom("%", "a", "f", "0", "2", "/", ".",
  "%ff", "%00", "%2F", "%2e", "%ED%95%9C", "%ED%A0%80", "+", "~", "\\", "|",
  "{", "\xff", "\xc3"), maxLength: 12 });
const inAddress = fc.oneof({ weight: 3, arbitrary: text.map(encodeURIComponent) },
  { weight: 1, arbitrary: raw });

const LOCALES = ["en", "ko", "pl", "id", "fil", "tl", "ko-KR"];
const IDS = ["returns", "refunds", "orders/cancel", "en/returns", "ko/returns"];
const KNOWN = {
  locale: LOCALES, id: IDS, section: ["returns", "orders"], tag: ["refunds"],
  zone: ["Asia/Seoul", "UTC"], article: IDS,
  at: ["2026-12-24T09:00:00Z", "2026-03-29T02:30:00%2B01:00"],
  updated_since: ["2026-01-01T00:00:00Z", "9999-12-31T23:59:59-23:59"],
};

/* A value of an argument: right, just behind the limits, or anything. */
function argument({ name, schema }) {
  const right = [...schema.enum ?? [], ...KNOWN[name] ?? []];
  const { minimum, maximum } = schema;
  const choices = [{ weight: 2, arbitrary: inAddress }];
  if (right.length) {
    choices.push({ weight: 16, arbitrary: fc.constantFrom(...right)
      .map((value) => value.replace(/ /g, "+")) });
  }
  if (maximum !== undefined) {
    choices.push({ weight: 16, arbitrary: fc.integer({ min: minimum - 2,
      max: maximum + 2 }).map(String) });
  }
  return fc.oneof(...choices);
}

/* The query of an operation, with what it does not know and what comes twice. */
export function query(operation) {
  const known = (operation.parameters ?? [])
    .filter((one) => one.in === "query");
  const pairs = known.map((one) => fc.option(argument(one),
    { freq: one.required ? 20 : 2 })
    .map((value) => value === null ? "" : `${one.name}=${value}`));
  const more = fc.array(fc.tuple(fc.oneof(inAddress,
    fc.constantFrom("q", "locale", "limit")), inAddress)
    .map(([name, value]) => `${name}=${value}`), { maxLength: 2 });
  return fc.tuple(fc.tuple(...pairs), more).map(([own, others]) =>
    [...own, ...others].filter(Boolean).join("&"));
}

/* What stands in an address, after the beginnings given. */
export const path = (...beginnings) => fc.tuple(fc.constantFrom(...beginnings),
  fc.oneof(inAddress, fc.constantFrom(...IDS)),
  fc.oneof(fc.constant(""), inAddress.map((value) => "?" + value)))
  .map((parts) => parts.join(""));

const line = text.map((value) => value.replace(/[^\x21-\x7e]/g, ""));
const HEADERS = ["Accept", "Accept-Language", "Accept-Encoding", "If-None-Match",
  "If-Modified-Since", "Range", "Authorization", "Origin", "Cookie",
  "MCP-Protocol-Version", "Mcp-Method", "Mcp-Name", "X-Forwarded-For"];

/* Now and then a header or two, of those that are read. */
export const headers = fc.oneof({ weight: 3, arbitrary: fc.constant({}) },
  { weight: 1, arbitrary: fc.dictionary(fc.constantFrom(...HEADERS),
    fc.oneof(line, fc.constantFrom("*", "ko;q=0.5, en", "text/markdown", "gzip",
      "bytes=0-1", 'W/"x"', "2025-11-25", "2026-07-28")), { maxKeys: 2 }) });

/* Any JSON. */
export const json = fc.jsonValue({ maxDepth: 3, stringUnit: unit });

/* An object of these members: right ones, odd ones, missing ones, others. */
export function object(members) {
  const record = Object.fromEntries(Object.entries(members).map(
    ([name, good]) => [name, fc.oneof({ weight: 20, arbitrary: good },
      { weight: 1, arbitrary: json })]));
  return fc.oneof({ weight: 9, arbitrary: fc.record(record,
    { requiredKeys: [] }) }, { weight: 1, arbitrary: fc.tuple(
    fc.record(record, { requiredKeys: [] }), text, json)
    .map(([own, name, value]) => ({ ...own, [name]: value })) });
}

/* As it is sent: mostly whole, now and then cut short or no JSON at all. */
export const sent = (value) => fc.oneof(
  { weight: 12, arbitrary: value.map((one) => JSON.stringify(one)) },
  { weight: 1, arbitrary: fc.tuple(value, fc.nat(60)).map(([one, length]) =>
    JSON.stringify(one).slice(0, length)) },
  { weight: 1, arbitrary: text });

export const oneOf = (...values) => fc.constantFrom(...values);
export const { array, tuple, integer, boolean, constant, oneof } = fc;
export { KNOWN };
