/* Headings as tabs, on the pages that have them; behind script.js. A closed one
   opens by a link into it and by the browser's own search, too. Which was
   chosen is kept by its words, so that other pages open the same. */
"use strict";
(() => {
  const { all, find, keep, kept, make, set } = window.gabay;
  const CHOICES = 20;

  const groups = all(".tabs").map((group) => {
    const panels = [...group.children];
    const labels = panels.map((panel) => panel.firstElementChild.textContent);
    const bar = make("div", { role: "tablist" });
    const open = (chosen) => panels.forEach((panel, i) => {
      if (i === chosen) panel.removeAttribute("hidden");
      else panel.setAttribute("hidden", "until-found");
      set(bar.children[i], {
        "aria-selected": i === chosen, tabindex: i === chosen ? 0 : -1,
      });
    });
    const choose = (i) => {
      const { top } = bar.getBoundingClientRect();
      const others = kept("tabs").filter((label) => label !== labels[i]);
      keep("tabs", JSON.stringify([labels[i], ...others].slice(0, CHOICES)));
      for (const one of groups) one.follow(labels[i]);
      scrollBy({
        top: bar.getBoundingClientRect().top - top, behavior: "instant",
      });
      bar.children[i].focus();
    };
    panels.forEach((panel, i) => {
      const { id } = panel.firstElementChild;
      const tab = make("button", {
        type: "button", role: "tab", id: "_t:" + id,
        "aria-controls": "_p:" + id,
      }, labels[i]);
      set(panel, {
        role: "tabpanel", id: "_p:" + id, "aria-labelledby": tab.id,
        tabindex: 0,
      });
      tab.onclick = () => choose(i);
      panel.addEventListener("beforematch", () => open(i));
      bar.append(tab);
    });
    bar.onkeydown = (event) => {
      const last = panels.length - 1;
      const at = panels.findIndex((panel) => !panel.hasAttribute("hidden"));
      const rtl = getComputedStyle(bar).direction === "rtl";
      const to = {
        [rtl ? "ArrowLeft" : "ArrowRight"]: at < last ? at + 1 : 0,
        [rtl ? "ArrowRight" : "ArrowLeft"]: at ? at - 1 : last,
        Home: 0,
        End: last,
      }[event.key];
      if (to === undefined) return;
      event.preventDefault();
      choose(to);
    };
    group.prepend(bar);
    const known = kept("tabs").find((label) => labels.includes(label));
    open(known === undefined ? 0 : labels.indexOf(known));
    return {
      follow: (label) => {
        if (labels.includes(label)) open(labels.indexOf(label));
      },
      reach: (target) => {
        const i = panels.findIndex((panel) => panel.contains(target));
        if (i < 0 || !panels[i].hasAttribute("hidden")) return;
        open(i);
        target.scrollIntoView();
      },
    };
  });
  const reach = () => {
    const target = find(":target");
    if (target) for (const one of groups) one.reach(target);
  };
  addEventListener("hashchange", reach);
  reach();
})();
