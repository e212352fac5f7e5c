/* The agents' page: search over articles and canned replies, with the token
   that is typed in. The token is held by this page alone: it is stored nowhere
   and gone when the page is. All that is shown is plain text. */
"use strict";
(() => {
  const { make } = window.gabay;
  const root = document.querySelector("[data-agents]");
  if (!root) return;
  const part = (name) => root.querySelector("[data-" + name + "]");
  const status = part("status");
  const words = document.getElementById("_words");
  const locale = document.getElementById("_locale");
  let token = "";
  let asked = 0;

  const say = (text) => { status.textContent = text; };

  const call = async (path, body) => {
    const headers = { Authorization: "Bearer " + token };
    if (body) headers["Content-Type"] = "application/json";
    const response = await fetch(root.dataset.agents + path, {
      method: body ? "POST" : "GET",
      headers,
      body: body ? JSON.stringify(body) : undefined,
      cache: "no-store",
      credentials: "omit",
    });
    if (!response.ok) throw response.status;
    return response.json();
  };
  const query = (values) => "?" + new URLSearchParams(values);

  /* Back to the token, if that is what is wrong. */
  const failed = (why) => {
    const refused = why === 401 || why === 403;
    if (refused) open(false);
    say(refused ? root.dataset.refused : root.dataset.failed);
  };

  /* Where the browser gives no clipboard the text is selected instead. */
  const copy = async (text, box) => {
    box.value = text;
    try {
      await navigator.clipboard.writeText(text);
      say(root.dataset.copied);
    } catch {
      box.focus();
      box.select();
    }
  };

  const preview = (label) => make("textarea", {
    rows: 8, readonly: "", dir: "auto", lang: locale.value,
    "aria-label": label,
  });
  const button = (text, act) => {
    const element = make("button", { type: "button" }, text);
    element.addEventListener("click", () => act().catch(failed));
    return element;
  };

  /* Every placeholder at once, so that a value is never looked into. */
  const filled = (text, values) =>
    text.replace(/\{\{([a-z0-9_.]+)\}\}/g, (whole, name) =>
      values[name] || whole);

  const showReply = (reply, language) => {
    const box = preview(reply.title);
    const inputs = reply.placeholders.map((name) =>
      make("input", { type: "text", maxlength: 2000, autocomplete: "off",
                      dir: "auto", required: "", name }));
    const values = () => Object.fromEntries(
      inputs.map((input) => [input.name, input.value]));
    const show = () => { box.value = filled(reply.text, values()); };
    const send = async () => {
      const empty = inputs.find((input) => !input.value.trim());
      if (empty) {
        say(root.dataset.fill);
        empty.focus();
        return;
      }
      const path = "/replies/" + encodeURIComponent(reply.id);
      const answer = await call(path, {
        locale: language, values: values(), target: "text",
      });
      await copy(answer.text, box);
    };
    for (const input of inputs) input.addEventListener("input", show);
    show();
    return make("details", { class: "box" },
      make("summary", { dir: "auto" }, reply.title),
      ...inputs.map((input) => make("p", { class: "field" },
        make("label", {}, make("code", {}, input.name), " ", input))),
      make("p", { class: "field" }, box),
      make("p", {}, button(root.dataset.copy, send)));
  };

  const showArticle = (hit, language) => {
    const box = preview(hit.title);
    const details = make("details", { class: "box" },
      make("summary", { dir: "auto" }, hit.title,
        hit.audience ? " · " + root.dataset.only : ""));
    const fetchText = async () => {
      const article = await call("/articles/" + encodeURIComponent(hit.id) +
        query({ locale: language, format: "text" }));
      box.value = article.text;
    };
    if (hit.url) {
      details.append(make("p", {}, make("a", { href: hit.url }, hit.url)));
    }
    details.append(make("p", { class: "field" }, box),
      make("p", {}, button(root.dataset.copy, () => copy(box.value, box))));
    details.addEventListener("toggle", () => {
      if (details.open && !box.value) fetchText().catch(failed);
    });
    return details;
  };

  const fill = (name, items) => {
    const section = part(name);
    section.hidden = !items.length;
    section.querySelector("[data-list]").replaceChildren(...items);
  };

  /* An answer that a later question has overtaken is dropped. */
  const search = async () => {
    const turn = ++asked;
    const language = locale.value;
    const q = words.value.trim();
    const [replies, hits] = await Promise.all([
      call("/replies" + query({ q, locale: language, limit: 20 })),
      q ? call("/search" + query({ q, locale: language, limit: 20 })) : null,
    ]);
    if (turn !== asked) return;
    const articles = hits
      ? hits.hits.filter((hit) => hit.kind !== "reply") : [];
    open(true);
    fill("replies", replies.replies.map((one) => showReply(one, language)));
    fill("articles", articles.map((one) => showArticle(one, language)));
    say(replies.replies.length + articles.length ? "" : root.dataset.none);
  };

  const open = (is) => {
    part("token").hidden = is;
    part("search").hidden = !is;
    if (is) return;
    token = "";
    fill("replies", []);
    fill("articles", []);
  };

  part("token").addEventListener("submit", (event) => {
    const input = document.getElementById("_token");
    event.preventDefault();
    token = input.value.trim();
    input.value = "";
    search().then(() => words.focus()).catch(failed);
  });
  part("search").addEventListener("submit", (event) => {
    event.preventDefault();
    search().catch(failed);
  });
  locale.addEventListener("change", () => search().catch(failed));
  open(false);
})();
