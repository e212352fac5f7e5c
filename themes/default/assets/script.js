/* Search suggestions, and "/" to reach the search box. Every page works
   without this file. */
"use strict";
(() => {
  const form = document.querySelector("form[data-suggest]");
  if (!form || !form.dataset.suggest) return;
  const input = form.elements.q;
  const list = document.createElement("ul");
  const status = document.createElement("div");
  const answers = new Map();
  let active = -1;
  let timer = 0;
  let pending = null;

  const setAll = (element, attributes) => {
    for (const name in attributes) element.setAttribute(name, attributes[name]);
  };
  setAll(list, {
    id: "suggest", class: "suggest bare popup", role: "listbox",
    "aria-label": form.dataset.label,
  });
  setAll(status, { class: "hidden", role: "status" });
  setAll(input, {
    role: "combobox", autocomplete: "off", "aria-autocomplete": "list",
    "aria-controls": "suggest", "aria-expanded": "false",
  });
  form.append(list, status);

  const select = (index) => {
    active = index;
    input.removeAttribute("aria-activedescendant");
    [...list.children].forEach((option, i) => {
      option.setAttribute("aria-selected", String(i === index));
      if (i !== index) return;
      input.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    });
  };

  const show = (suggestions) => {
    list.replaceChildren(...suggestions.map((suggestion, i) => {
      const option = document.createElement("li");
      setAll(option, { id: "suggest-" + i, role: "option" });
      option.dataset.url = suggestion.url;
      option.append(suggestion.title);
      if (suggestion.section) {
        const section = document.createElement("small");
        section.append(suggestion.section.title);
        option.append(section);
      }
      return option;
    }));
    select(-1);
    input.setAttribute("aria-expanded", String(suggestions.length > 0));
    status.textContent = suggestions.length
      ? form.dataset.count + " " + suggestions.length : "";
  };

  const stop = () => {
    clearTimeout(timer);
    if (pending) pending.abort();
    pending = null;
  };

  const close = () => {
    stop();
    show([]);
  };

  const ask = async (query) => {
    const url = new URL(form.dataset.suggest, location.href);
    url.searchParams.set("q", query);
    const mine = pending = new AbortController();
    try {
      const response = await fetch(url, { signal: mine.signal });
      const found = response.ok ? (await response.json()).suggestions : [];
      if (response.ok) answers.set(query, found);
      if (pending === mine) show(found);
    } catch {
      if (pending === mine) show([]);
    }
    if (pending === mine) pending = null;
  };

  /* The first key asks at once; while an answer is awaited, the next ones wait
     a moment, so that a slow line is not flooded. */
  const changed = () => {
    const query = input.value.trim();
    const wait = pending ? 90 : 0;
    if (!query) return close();
    stop();
    if (answers.has(query)) show(answers.get(query));
    else if (wait) timer = setTimeout(ask, wait, query);
    else ask(query);
  };

  const open = (option) => location.assign(option.dataset.url);

  input.addEventListener("input", changed);
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    const count = list.children.length;
    if (event.isComposing || event.keyCode === 229) return;
    if (event.key === "Escape" && count) close();
    else if (event.key === "ArrowDown" && !count) return changed();
    else if (event.key === "ArrowDown") {
      select(active + 1 < count ? active + 1 : -1);
    } else if (event.key === "ArrowUp" && count) {
      select(active < 0 ? count - 1 : active - 1);
    } else if (event.key === "Enter" && active >= 0) {
      open(list.children[active]);
    } else return;
    event.preventDefault();
  });
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = event.target.closest("li");
    if (option) open(option);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey ||
        event.target.closest("input, textarea, select, [contenteditable]")) {
      return;
    }
    event.preventDefault();
    input.focus();
    input.select();
  });
})();
