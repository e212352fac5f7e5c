/* What a preview adds to a page: it follows the files as they are saved, keeps
   its place when it loads again, and shows what is wrong in a strip at its
   foot. Readers never get this file. */
"use strict";
(() => {
  const strip = document.getElementById("_preview");
  if (!strip || !window.EventSource) return;
  const text = strip.dataset;
  const all = (selector) => [...document.querySelectorAll(selector)];
  /* On this host, whatever base_url says. */
  const here = new URL(new URL(text.home, location.href).pathname, location);
  const api = new URL("../api/live", here).href;
  const made = ["search", "contact", "feedback", "agents"];

  const make = (tag, name, ...content) => {
    const element = document.createElement(tag);
    if (name) element.className = name;
    element.append(...content);
    return element;
  };

  /* What this tab remembers from one load to the next. */
  const keep = (key, value) => {
    try {
      if (value === undefined) return sessionStorage.getItem("gabay-" + key);
      sessionStorage.setItem("gabay-" + key, value);
    } catch {}
    return null;
  };
  const take = (key) => {
    try {
      const value = JSON.parse(keep(key));
      sessionStorage.removeItem("gabay-" + key);
      return value;
    } catch {
      return null;
    }
  };

  /* The place: what stands at the top of the screen, so that a line added above
     moves nothing; what is unfolded; where the focus is. */
  const FOLDS = "details:not(.preview details)";
  const STOPS = "a, button, input, select, textarea, summary, [tabindex]";
  const edge = () =>
    all("main [id], main h1").findLast((element) =>
      element.getBoundingClientRect().top <= innerHeight / 3);
  const name = (element) => element.id || element.textContent;

  const leave = () => {
    const mark = edge();
    const stops = all(STOPS).filter((stop) => !strip.contains(stop));
    const at = stops.indexOf(document.activeElement);
    keep("place", JSON.stringify({
      path: location.pathname,
      x: scrollX,
      y: scrollY,
      mark: mark && name(mark),
      top: mark && mark.getBoundingClientRect().top,
      folds: all(FOLDS).map((fold) => [name(fold.firstElementChild), fold.open]),
      stop: at < 0 ? null : [at, name(stops[at])],
      part: parts.findIndex((part) => part.contains(document.activeElement)),
    }));
    try {
      history.scrollRestoration = "manual";
    } catch {}
    location.reload();
  };

  const scroll = ({ x, y, mark, top }) => {
    const found = mark &&
      all("main [id], main h1").find((element) => name(element) === mark);
    const to = found ? scrollY + found.getBoundingClientRect().top - top : y;
    scrollTo({ left: x, top: to, behavior: "instant" });
  };

  const back = () => {
    const place = take("place");
    history.scrollRestoration = "auto";
    if (!place || place.path !== location.pathname) return;
    wanted = parts[place.part];
    const folds = all(FOLDS);
    for (const [title, open] of place.folds) {
      const at = folds.findIndex((one) => name(one.firstElementChild) === title);
      if (at >= 0) folds.splice(at, 1)[0].open = open;
    }
    if (place.stop) {
      const [at, label] = place.stop;
      const stops = all(STOPS);
      const found = stops[at] && name(stops[at]) === label ? stops[at]
        : stops.find((stop) => name(stop) === label);
      if (found) found.focus({ preventScroll: true });
    }
    scroll(place);
    /* Once more when pictures have come, unless somebody has moved on. */
    const { scrollY: left } = window;
    addEventListener("load", () => {
      if (Math.abs(scrollY - left) < 2 || location.hash) scroll(place);
    });
  };

  /* The strip. */
  const status = make("p", "hidden");
  status.setAttribute("role", "status");
  const say = (what) => {
    if (keep("said") === what) return;
    keep("said", what);
    status.textContent = what;
  };

  const lost = make("p", "", "⚠ " + text.lost);
  const own = make("details", "", make("summary"), make("ul"));
  const others = make("details", "", make("summary"), make("ul"));
  const parts = [own, others];
  let wanted = null; /* the part that had the focus, once it is there */
  let shown = "";
  let mine = new Set();

  const row = ({ path, address, line, column, severity, message }) => {
    const bad = severity === "error";
    const icon = make("span", "", bad ? "✖ " : "⚠ ");
    icon.ariaHidden = "true";
    const place = make("code", "", `${path}:${line}:${column}`);
    place.dir = "ltr";
    const words = make("span", "", message);
    words.lang = "en";
    words.dir = "auto";
    const item = make("li", bad ? "error" : "warning",
      make("strong", "", icon, bad ? text.error : text.warning), " ");
    if (address && address !== location.pathname) {
      const link = make("a", "", place);
      link.href = address;
      item.append(link);
    } else {
      item.append(place);
    }
    item.append(" ", words);
    return item;
  };
  const fill = (part, problems) =>
    part.lastElementChild.replaceChildren(...problems.map(row));

  const count = (label, number) => number ? [`${label} ${number}`] : [];
  const room = () => {
    const height = strip.hidden ? "" : strip.offsetHeight + "px";
    document.body.style.paddingBlockEnd = height;
    document.documentElement.style.scrollPaddingBlockEnd = height;
  };
  const fold = () => {
    own.hidden = !own.lastElementChild.childElementCount;
    strip.hidden = own.hidden && others.hidden && lost.hidden;
    room();
  };

  const show = ({ problems, errors, warnings, others: elsewhere }) => {
    const title = [...count(text.errors, errors),
      ...count(text.warnings, warnings)].join(" · ");
    const rest = count(text.others, elsewhere).join("");
    const texts = problems.map((one) => JSON.stringify(one));
    if (shown && [...texts, rest].join() === shown) return;
    shown = [...texts, rest].join();
    mine = new Set(texts);
    fill(own, problems);
    own.firstElementChild.textContent = title;
    others.firstElementChild.textContent = rest;
    others.hidden = !rest;
    strip.classList.toggle("wrong", errors > 0);
    if (others.open) list();
    fold();
    if (wanted) wanted.firstElementChild.focus({ preventScroll: true });
    wanted = null;
    if (title || rest) say([title, rest].filter(Boolean).join(" · "));
    else if (keep("said")) say(text.fine);
  };

  const ask = async (query) => {
    const answer = await fetch(api + "/problems" + query);
    if (!answer.ok) throw answer.status;
    return answer.json();
  };
  const query = "?path=" + encodeURIComponent(location.pathname);
  const look = () => ask(query).then(show, () => {});
  /* All but those that the strip shows already. */
  const list = async () => {
    const found = await ask("").catch(() => ({ problems: [] }));
    fill(others, found.problems.filter((one) =>
      !mine.has(JSON.stringify(one))));
    room();
  };

  for (const [part, key] of [[own, "own"], [others, "others"]]) {
    part.open = (keep(key) || (part === own ? "open" : "")) === "open";
    part.addEventListener("toggle", () => {
      keep(key, part.open ? "open" : "shut");
      if (part === others && part.open) list();
      room();
    });
  }
  others.hidden = lost.hidden = true;
  strip.append(lost, own, others);
  strip.after(status);

  /* The stream. A page that nobody sees leaves its connection to others: a
     browser has only six for a host. It asks for what it missed then. */
  const AGAIN = 2000;
  let source = null;
  let timer = 0;
  let seen = performance.getEntriesByType("navigation")[0]?.serverTiming
    ?.find((one) => one.name === "live")?.description || "";

  const follow = ({ data, lastEventId }) => {
    const { changed } = JSON.parse(data);
    const mine = !changed || changed.includes(location.pathname) ||
      (changed.length && made.includes(text.kind));
    seen = lastEventId;
    if (!mine) return look();
    stop();
    return leave();
  };
  const connect = () => {
    if (source || document.hidden) return;
    source = new EventSource(api + "?since=" + seen);
    source.addEventListener("change", follow);
    source.onopen = () => {
      clearTimeout(timer);
      timer = 0;
      lost.hidden = true;
      look();
      fold();
    };
    source.onerror = () => {
      if (source.readyState === EventSource.CLOSED) {
        stop();
        setTimeout(connect, AGAIN);
      }
      timer = timer || setTimeout(() => {
        lost.hidden = false;
        fold();
        say(text.lost);
      }, AGAIN);
    };
  };
  const stop = () => {
    if (source) source.close();
    source = null;
  };
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) stop();
    else connect();
  });
  addEventListener("pagehide", stop);
  addEventListener("pageshow", connect);
  addEventListener("resize", room);

  back();
  connect();
})();
