/* Algolia's client and InstantSearch's calls, straight from Node.js. */
import { liteClient } from "algoliasearch/lite";
import { algoliasearch } from "algoliasearch";
import { serve } from "./lib/gabay.js";

const hosts = (home) => [{
  url: home.replace("http://", ""), accept: "readWrite", protocol: "http",
}];

async function asks(t, home, prefix) {
  const client = liteClient("gabay", "none", { hosts: hosts(home) });
  const { results } = await client.search({
    requests: [
      { indexName: "en", query: "return an item", hitsPerPage: 3,
        highlightPreTag: "<mark>", highlightPostTag: "</mark>" },
      { indexName: "ko", query: "반품" },
      { indexName: "help", query: "" },
    ],
  });
  const [hit] = results[0].hits;
  t.eq(results.map((r) => r.index), ["en", "ko", "help"], "in order");
  t.eq(hit.hierarchy.lvl1, "Return an item: step by step", "the right one");
  t.ok(/<mark>Return<\/mark> an/.test(hit._highlightResult.title.value),
    "marks in its title", hit._highlightResult.title.value);
  t.eq(new URL(hit.url).pathname, prefix + "/en/returns/return-an-item",
    "its address");
  t.eq((await fetch(hit.url)).status, 200, "which is there");
  t.eq([results[0].hits.length, results[0].hitsPerPage], [3, 3], "three");
  t.eq(results[1].hits[0].locale, "ko", "another language");
  t.eq([results[2].hits.length, results[2].query], [20, ""],
    "an empty query has the first articles");
}

async function single(t, home) {
  const client = algoliasearch("gabay", "none", { hosts: hosts(home) });
  const answer = await client.searchSingleIndex({
    indexName: "en",
    searchParams: { query: "refund", facets: ["section"],
      facetFilters: ["section:returns"], attributesToRetrieve: ["title"] },
  });
  t.eq(Object.keys(answer.facets), ["section"], "the facet");
  t.ok(answer.hits.length > 0 && answer.hits.every((hit) =>
    hit.title && !hit.url), "what was to be retrieved");
  const error = await client.searchSingleIndex({ indexName: "no-such" })
    .catch((caught) => caught);
  t.eq([error.name, error.status, error.message],
    ["ApiError", 404, "Index no-such does not exist"], "no such index");
}

export async function run(t) {
  const plain = await serve(t);
  const below = await serve(t, "/help");
  await asks(t, plain.home, "");
  await asks(t, below.home, "/help");
  await single(t, plain.home);
}
