/* Every kind of page, and where the test site has one. */

/* What a reader of each language asks: a word that is found, and the first
   letters that bring suggestions. */
export const WORDS = {
  en: { found: "parcel", typed: "ord" },
  ko: { found: "택배", typed: "배송" },
  ar: { found: "الطرد", typed: "الت" },
  pl: { found: "paczka", typed: "zwr" },
  de: { found: "Paket", typed: "Lie" },
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
