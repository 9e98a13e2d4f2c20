"use strict";
(() => {
  const folds = [...document.querySelectorAll("main details")];
  const buttons = [...document.querySelectorAll("button[data-filter]")];
  const rule = document.getElementById("rule");
  const search = document.getElementById("search");
  const shown = document.getElementById("shown");
  if (!shown) {
    return;
  }
  document.querySelector(".filters").hidden = false;

  const filter = () => {
    const verdicts = new Set(buttons.filter((b) => b.getAttribute("aria-pressed") === "true")
      .map((b) => b.dataset.filter));
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    let count = 0;
    for (const fold of folds) {
      const path = fold.dataset.path.toLowerCase();
      const fits = verdicts.has(fold.dataset.verdict) &&
        (!rule.value || fold.dataset.rules.split(" ").includes(rule.value)) &&
        words.every((word) => path.includes(word));
      fold.hidden = !fits;
      count += fits;
    }
    shown.textContent = `${count} of ${folds.length}`;
  };
  for (const button of buttons) {
    button.addEventListener("click", () => {
      button.setAttribute("aria-pressed", String(button.getAttribute("aria-pressed") !== "true"));
      filter();
    });
  }
  rule.addEventListener("change", filter);
  search.addEventListener("input", filter);

  document.getElementById("theme").addEventListener("click", () => {
    const root = document.documentElement;
    const dark = root.dataset.theme ? root.dataset.theme === "dark"
      : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
  });

  const all = document.getElementById("all");
  all.addEventListener("click", () => {
    const opens = all.textContent === "open all";
    for (const fold of folds) {
      fold.open = opens && !fold.hidden;
    }
    all.textContent = opens ? "close all" : "open all";
  });

  const forget = () => {
    document.querySelectorAll("svg.way").forEach((svg) => svg.remove());
    document.querySelectorAll(".drawn").forEach((one) => one.classList.remove("drawn"));
  };
  // The way of an id, from line to line, in the margin of the source.
  const draw = (row) => {
    forget();
    const ids = row.dataset.trail.split(" ").filter(Boolean);
    const lines = ids.map((id) => document.getElementById(id)).filter(Boolean);
    row.classList.add("drawn");
    if (lines.length === 0) {
      return;
    }
    const listing = lines[0].closest(".listing");
    const top = listing.getBoundingClientRect().top - listing.scrollTop;
    const points = lines.map((line) => {
      line.classList.add("drawn");
      const box = line.getBoundingClientRect();
      return box.top - top + box.height / 2;
    });
    const space = "http://www.w3.org/2000/svg";
    const svg = document.createElementNS(space, "svg");
    svg.setAttribute("class", "way");
    svg.setAttribute("width", "20");
    svg.setAttribute("height", String(listing.scrollHeight));
    for (let i = 0; i < points.length; i++) {
      const dot = document.createElementNS(space, "circle");
      dot.setAttribute("cx", "20");
      dot.setAttribute("cy", String(points[i]));
      dot.setAttribute("r", "3.5");
      svg.append(dot);
      if (i > 0 && points[i] !== points[i - 1]) {
        const path = document.createElementNS(space, "path");
        const bend = 20 - Math.min(16, 6 + Math.abs(points[i] - points[i - 1]) / 12);
        path.setAttribute("d", `M20 ${points[i - 1]} C${bend} ${points[i - 1]} ${bend} ${points[i]} 20 ${points[i]}`);
        svg.append(path);
      }
    }
    listing.append(svg);
  };
  for (const row of document.querySelectorAll("tr.id")) {
    row.addEventListener("click", () => draw(row));
    row.addEventListener("focus", () => draw(row));
  }

  const step = (by) => {
    const visible = folds.filter((fold) => !fold.hidden);
    const here = visible.findIndex((fold) => fold.contains(document.activeElement));
    const next = visible[Math.max(0, Math.min(visible.length - 1, here + by))];
    if (next) {
      next.querySelector("summary").focus();
      next.scrollIntoView({ block: "nearest" });
    }
  };
  document.addEventListener("keydown", (event) => {
    const typing = event.target.matches("input, select");
    if (event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    if (event.key === "Escape") {
      forget();
      if (typing) {
        event.target.blur();
      }
    } else if (!typing && event.key === "/") {
      event.preventDefault();
      search.focus();
    } else if (!typing && (event.key === "j" || event.key === "k")) {
      step(event.key === "j" ? 1 : -1);
    }
  });
  // A link into what is folded opens it.
  const open = () => {
    const target = document.getElementById(location.hash.slice(1));
    const fold = target?.closest("main details");
    if (fold) {
      fold.open = true;
      target.scrollIntoView({ block: "center" });
    }
  };
  addEventListener("hashchange", open);
  open();
  filter();
})();
