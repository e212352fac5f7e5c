/* Meilisearch's client, straight from Node.js. */
import { Meilisearch } from "meilisearch";
import { serve } from "./lib/gabay.js";

async function asks(t, home, prefix) {
  const client = new Meilisearch({ host: home, apiKey: "none" });
  const index = client.index("en");
  const how = { limit: 3, attributesToHighlight: ["*"], facets: ["section"],
    highlightPreTag: "<b>", highlightPostTag: "</b>" };
  const posted = await index.search("return an item", how);
  const [hit] = posted.hits;
  t.eq([hit.id, posted.limit, posted.offset], ["returns", 3, 0], "found");
  t.ok(/<b>Return<\/b> an/.test(hit._formatted.title), "marked",
    hit._formatted.title);
  t.eq(new URL(hit.url).pathname, prefix + "/en/returns/return-an-item",
    "its address");
  t.ok(posted.facetDistribution.section.returns > 0, "the facet");

  const read = await index.searchGet("return an item",
    { ...how, filter: "section = returns" });
  t.eq(read.hits[0].id, "returns", "by GET, too");
  t.ok(read.hits.every((one) => one.section === "returns"), "and filtered");
  const page = await index.search("", { hitsPerPage: 5, page: 2 });
  t.eq([page.hits.length, page.page, page.hitsPerPage], [5, 2, 5], "by page");
  t.ok(page.totalHits > 5 && page.totalPages > 1, "and how many there are");

  const { results } = await client.multiSearch({
    queries: [{ indexUid: "ko", q: "반품" }, { indexUid: "pl", q: "zwrot" }],
  });
  t.eq(results.map((one) => [one.indexUid, one.hits[0].locale]),
    [["ko", "ko"], ["pl", "pl"]], "several at once");
  const error = await client.index("no-such").search("x")
    .catch((caught) => caught);
  t.eq([error.name, error.cause?.code],
    ["MeilisearchApiError", "index_not_found"], "no such index");
}

export async function run(t) {
  const plain = await serve(t);
  const below = await serve(t, "/help");
  await asks(t, plain.home, "");
  await asks(t, below.home, "/help");
}
