/* Every kind of page, and where the test site has one. */

/* What a reader of each language asks: a word that is found, and the first
   letters that bring suggestions; and a tag as it stands in addresses. */
export const WORDS = {
  en: { found: "parcel", typed: "ord", tag: "parcel" },
  ko: { found: "택배", typed: "배송", tag: "택배" },
  ar: { found: "الطرد", typed: "الت", tag: "الطرد" },
  pl: { found: "paczka", typed: "zwr", tag: "paczka" },
  de: { found: "Paket", typed: "Lie", tag: "paket" },
};
export const LOCALES = Object.keys(WORDS);
export const NOTHING = "xqzwvkj";

const withQuery = (locale, query) =>
  `/${locale}/search?q=${encodeURIComponent(query)}`;

const ALL = {
  home: (locale) => `/${locale}/`,
  section: (locale) => `/${locale}/returns/`,
  article: (locale) => `/${locale}/returns/returns`,
  everything: (locale) => `/${locale}/orders/everything`,
  hits: (locale) => withQuery(locale, WORDS[locale].found),
  none: (locale) => withQuery(locale, NOTHING),
  tags: (locale) => `/${locale}/tags`,
  tag: (locale) => `/${locale}/tags/${WORDS[locale].tag}`,
  a_z: (locale) => `/${locale}/a-z`,
  changes: (locale) => `/${locale}/changes`,
  contact: (locale) => `/${locale}/contact`,
  asking: (locale) => `/${locale}/contact?article=returns/returns`,
  feedback: (locale) => `/${locale}/feedback?article=returns/returns`,
  said_yes: (locale) =>
    `/${locale}/feedback?article=returns/returns&done=yes`,
  said_no: (locale) => `/${locale}/feedback?article=returns/returns&done=no`,
  asked: (locale) => `/${locale}/feedback?done=question`,
  missing: (locale) => `/${locale}/returns/no-such-page`,
};

/* In two languages only, since its text is long. */
const SOME = { everything: ["en", "ar"] };

/* [{kind, locale, path}] of the kinds and languages asked for. */
export function pages(locales = LOCALES, kinds = Object.keys(ALL)) {
  return kinds.flatMap((kind) => locales
    .filter((locale) => !SOME[kind] || SOME[kind].includes(locale))
    .map((locale) => ({ kind, locale, path: ALL[kind](locale) })));
}
