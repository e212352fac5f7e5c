/* What makes pages quicker to use: suggestions, recent searches, the colour
   scheme, marks and links of headings, who is open now, votes. Every page works
   without this file. It asks nothing of another host. Other scripts find what
   they share with it in window.gabay. */
"use strict";
(() => {
  const page = document.documentElement;
  const find = (selector) => document.querySelector(selector);
  const all = (selector) => [...document.querySelectorAll(selector)];

  const make = (tag, attributes, ...content) => {
    const element = document.createElement(tag);
    set(element, attributes);
    element.append(...content);
    return element;
  };
  const set = (element, attributes) => {
    for (const name in attributes) element.setAttribute(name, attributes[name]);
  };

  /* What a browser keeps for itself; it may refuse to. */
  const keep = (key, value) => {
    try {
      if (value === undefined) return localStorage.getItem("gabay-" + key);
      localStorage.setItem("gabay-" + key, value);
    } catch {}
    return null;
  };

  const kept = (key) => {
    try {
      const list = JSON.parse(keep(key));
      return Array.isArray(list) ? list.map(String) : [];
    } catch {
      return [];
    }
  };

  const status = make("p", { class: "hidden", role: "status" });
  const say = (text) => { status.textContent = text; };

  const near = (element, act) => {
    const observer = new IntersectionObserver((entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      observer.disconnect();
      act().catch(() => {});
    }, { rootMargin: "400px" });
    observer.observe(element);
  };

  const answer = async (url, options) => {
    const response = await fetch(url, options);
    if (!response.ok) throw response.status;
    return response.json();
  };

  /* The choice stands before the first paint: this file blocks rendering, not
     parsing, where a browser knows blocking="render". */
  const scheme = () => {
    const parts = find(".scheme");
    const chosen = keep("scheme") || "";
    const choose = (value) => { page.dataset.scheme = value; };
    choose(chosen);
    if (!parts) return;
    parts.hidden = false;
    for (const radio of parts.elements) {
      radio.checked = radio.value === chosen;
      radio.onchange = () => {
        choose(radio.value);
        keep("scheme", radio.value);
      };
    }
  };

  const notices = () => {
    for (const notice of all("[data-until]")) {
      notice.hidden = Date.parse(notice.dataset.until) <= Date.now();
    }
  };

  /* The heading that is being read: the last one above a third of the
     screen. */
  const contents = () => {
    const folded = find(".contents details");
    if (folded) folded.open = matchMedia("(min-width: 64rem)").matches;
    const links = all(".contents a");
    const headings = links.map((link) =>
      document.getElementById(decodeURIComponent(link.hash.slice(1))));
    if (!links.length || headings.includes(null)) return;
    const mark = () => {
      const above = headings.filter((heading) => !heading.closest("[hidden]") &&
        heading.getBoundingClientRect().top < innerHeight * 0.3);
      const last = headings.indexOf(above[above.length - 1]);
      links.forEach((link, i) => {
        if (i === last) link.setAttribute("aria-current", "location");
        else link.removeAttribute("aria-current");
      });
    };
    const observer = new IntersectionObserver(mark, {
      rootMargin: "999999px 0px -70%",
    });
    headings.forEach((heading) => observer.observe(heading));
  };

  const copies = () => {
    const article = find("[data-copy]");
    if (!article || !navigator.clipboard) return;
    for (const heading of article.querySelectorAll(".prose :is(h2, h3)[id]:not(.tab > *)")) {
      const label = heading.textContent;
      const button = make("button", {
        class: "copy", type: "button", title: article.dataset.copy,
        "aria-label": article.dataset.copy, "aria-describedby": heading.id,
      }, "#");
      button.onclick = async () => {
        const url = new URL("#" + encodeURIComponent(heading.id), location.href);
        history.replaceState(null, "", url);
        try {
          await navigator.clipboard.writeText(url.href);
        } catch {
          return;
        }
        button.textContent = "✓";
        say(article.dataset.copied);
        setTimeout(() => { button.textContent = "#"; say(""); }, 2000);
      };
      heading.setAttribute("aria-label", label);
      heading.append(button);
    }
  };

  /* In the reader's own time, where the server knows that zone; and those
     that are open first, in the order of the answer. */
  const channels = () => {
    const block = find("[data-contact]");
    if (!block) return;
    near(block, async () => {
      const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
      const ask = (zone) => answer(block.dataset.contact + zone);
      const found = await ask("&zone=" + encodeURIComponent(timeZone))
        .catch(() => ask(""));
      const rows = [...block.querySelectorAll("[data-value]")];
      const calm = !block.contains(document.activeElement);
      for (const { value, label, status, open_now } of found.channels) {
        const row = rows.find((one) => one.dataset.value === value &&
          one.textContent.includes(label));
        if (!row) continue;
        if (calm) row.parentElement.append(row);
        if (!status) continue;
        row.querySelector(".status").textContent = status;
        row.classList.toggle("open", open_now);
      }
    });
  };

  /* The form is shown where the server takes votes. What it answers is the
     page that a reader without script would be sent to: its part about the
     vote takes the form's place. */
  const votes = (suggest) => {
    const block = find(".vote");
    if (!block || !suggest) return;
    /* Asked with the first article; the browser keeps it for the next ones. */
    answer(new URL("feedback", new URL(suggest, location.href)))
      .then(({ open }) => { block.hidden = !open; }, () => {});
    block.addEventListener("submit", (event) => {
      const form = event.target;
      const button = event.submitter;
      const request = new XMLHttpRequest();
      const data = new FormData(form);
      if (button.name) data.set(button.name, button.value);
      const instead = () => {
        form.append(make("input", {
          type: "hidden", name: button.name, value: button.value,
        }));
        button.disabled = false;
        form.submit();
      };
      event.preventDefault();
      button.disabled = true;
      request.responseType = "document";
      request.onload = () => {
        const reply = request.response &&
          request.response.querySelector("[data-reply]");
        if (!reply || request.status >= 400) return instead();
        block.className = "reply";
        block.replaceChildren(document.adoptNode(reply));
        block.tabIndex = -1;
        block.focus();
      };
      request.onerror = instead;
      request.open("POST", form.action);
      request.send(new URLSearchParams(data));
    });
  };

  /* Parts of a text that are to be marked, counted in UTF-16 units. */
  const marked = (text, marks) => {
    const parts = [];
    let at = 0;
    for (const [from, to] of marks || []) {
      parts.push(text.slice(at, from), make("mark", {}, text.slice(from, to)));
      at = to;
    }
    return [...parts, text.slice(at)];
  };

  const RECENT = 8;
  const recent = () => kept("recent").slice(0, RECENT);
  const forget = (query) => {
    const others = recent().filter((text) => text !== query);
    keep("recent", JSON.stringify(others));
    return others;
  };
  const remember = (query) => {
    if (query) keep("recent", JSON.stringify([query, ...forget(query)]));
  };

  const combobox = (form) => {
    const input = form.elements.q;
    const text = form.dataset;
    const list = make("ul", {
      id: "suggest", class: "suggest bare popup", role: "listbox",
    });
    const answers = new Map();
    let active = -1;
    let timer = 0;
    let pending = null;

    const select = (index) => {
      active = index;
      input.removeAttribute("aria-activedescendant");
      [...list.children].forEach((option, i) => {
        option.setAttribute("aria-selected", i === index);
        if (i !== index) return;
        input.setAttribute("aria-activedescendant", option.id);
        option.scrollIntoView({ block: "nearest" });
      });
    };

    const show = (options, label) => {
      options.forEach((option, i) => set(option, {
        id: "suggest-" + i, role: "option",
      }));
      list.replaceChildren(...options);
      if (label) list.setAttribute("aria-label", label);
      input.setAttribute("aria-expanded", options.length > 0);
      select(-1);
    };

    const stop = () => {
      clearTimeout(timer);
      if (pending) pending.abort();
      pending = null;
    };
    const close = () => {
      stop();
      show([]);
      say("");
    };

    const option = (act, attributes, ...content) => {
      const element = make("li", attributes, ...content);
      element.onclick = act;
      return element;
    };
    /* On this host, whatever base_url says. */
    const go = (to) => () => {
      const url = new URL(to, location.href);
      location.assign(url.pathname + url.search + url.hash);
    };
    const search = (query) => form.action + "?q=" + encodeURIComponent(query);

    const showRecent = () => {
      const queries = recent();
      if (!queries.length) return close();
      const clear = () => {
        keep("recent", "[]");
        close();
      };
      show([
        ...queries.map((query) => {
          const cross = make("span", { "aria-hidden": true });
          const past = option(go(search(query)), {
            class: "past", "aria-keyshortcuts": "Delete",
          }, query, cross);
          cross.onclick = past.forget = (event) => {
            event.stopPropagation();
            forget(query);
            showRecent();
          };
          return past;
        }),
        option(clear, { class: "soft" }, text.clear),
      ], text.recent);
      say(text.recent);
    };

    const showFound = (found) => {
      show(found.map(({ url, title, heading, section, marks }) => {
        const small = heading ? title : section && section.title;
        return option(go(url), {}, ...marked(heading || title, marks),
          ...small ? [make("small", {}, small)] : []);
      }), text.label);
      say(text.counts.split("|")[found.length] || "");
    };

    const ask = async (query) => {
      const url = new URL(text.suggest, location.href);
      url.searchParams.set("q", query);
      const mine = pending = new AbortController();
      let found = null;
      try {
        found = (await answer(url, { signal: mine.signal })).suggestions;
        answers.set(query, found);
      } catch {}
      if (pending !== mine) return;
      pending = null;
      if (found) showFound(found);
      else close();
    };

    /* The first key asks at once; while an answer is awaited, the next ones
       wait a moment, so that a slow line is not flooded. */
    const changed = () => {
      const query = input.value.trim();
      const wait = pending ? 90 : 0;
      stop();
      if (!query) showRecent();
      else if (answers.has(query)) showFound(answers.get(query));
      else if (wait) timer = setTimeout(ask, wait, query);
      else ask(query);
    };

    const keys = {
      ArrowDown: (count) => select(active + 1 < count ? active + 1 : -1),
      ArrowUp: (count) => select(active < 0 ? count - 1 : active - 1),
      Home: () => active >= 0 && select(0),
      End: (count) => active >= 0 && select(count - 1),
      Enter: () => active >= 0 && list.children[active].click(),
      Escape: () => close(),
      Delete: (count, event) => {
        const past = list.children[active];
        return past && past.forget ? past.forget(event) : false;
      },
    };

    set(input, {
      role: "combobox", "aria-autocomplete": "list", "aria-controls": "suggest",
      "aria-expanded": false, "aria-keyshortcuts": "/ Control+K Meta+K",
    });
    list.setAttribute("aria-label", text.label);
    form.append(list);
    form.addEventListener("submit", () => remember(input.value.trim()));
    input.addEventListener("input", changed);
    input.addEventListener("blur", close);
    addEventListener("pagehide", close);
    input.addEventListener("keydown", (event) => {
      const count = list.children.length;
      const key = keys[event.key];
      if (!key || event.isComposing || event.keyCode === 229) return;
      if (!count) {
        if (event.key === "ArrowDown") changed();
        return;
      }
      if (key(count, event) !== false) event.preventDefault();
    });
    /* An empty box offers what was searched before; a click brings back what
       was closed. */
    input.addEventListener("focus", () => {
      if (!input.value && !list.children.length) showRecent();
    });
    input.addEventListener("click", () => {
      if (!list.children.length) changed();
    });
    list.addEventListener("mousedown", (event) => event.preventDefault());
    document.addEventListener("keydown", (event) => {
      const chord = event.ctrlKey || event.metaKey;
      const typing = event.target.closest(
        "input, textarea, select, [contenteditable]");
      const wanted = chord ? event.key.toLowerCase() === "k"
        : event.key === "/" && !typing;
      if (!wanted || event.altKey) return;
      event.preventDefault();
      input.focus();
      input.select();
    });
  };

  /* The menu of languages closes as one expects. */
  const languages = () => {
    const menu = find(".languages");
    if (!menu) return;
    const close = () => { menu.open = false; };
    addEventListener("pagehide", close);
    document.addEventListener("click", (event) => {
      if (!menu.contains(event.target)) close();
    });
    menu.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      close();
      menu.firstElementChild.focus();
    });
  };

  /* What may have changed while the page was left, too. */
  const now = () => {
    scheme();
    notices();
    channels();
  };

  now();
  addEventListener("pageshow", ({ persisted }) => { if (persisted) now(); });
  document.body.append(status);
  contents();
  copies();
  languages();
  const form = find("form[data-suggest]");
  if (form) combobox(form);
  votes(form && form.dataset.suggest);
  window.gabay = { all, find, keep, kept, make, set };
})();
