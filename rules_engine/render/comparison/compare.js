"use strict";
(() => {
  const one = (selector, within = document) => within.querySelector(selector);
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const search = one("#search"), show = one("#show"), measure = one("#measure"), dialog = one("#dialog");
  const rows = all(".row"), parts = all(".part"), districts = all("input[name=district]");
  const words = new Map(); // a row's text, read when it is first searched
  const wordsOf = (row) => {
    if (!words.has(row)) words.set(row, row.textContent.toLowerCase());
    return words.get(row);
  };

  // --- which rows are shown

  const passes = (row) => {
    const reach = Number(row.dataset.reach);
    switch (show.value) {
      case "differs": return row.dataset.differs === "1";
      case "several": return reach > 1;
      case "every": return reach === districts.length;
      default: return true;
    }
  };

  const filter = () => {
    const wanted = search.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
    const limited = wanted.length > 0 || show.value !== "all";
    let found = 0;
    for (const row of rows) {
      row.hidden = !(passes(row) && wanted.every((word) => wordsOf(row).includes(word)));
      if (!row.hidden) found += 1;
    }
    for (const body of all(".cells tbody, .heat tbody")) body.hidden = !all("tr.row", body).some((row) => !row.hidden);
    for (const part of parts) {
      const own = all(".row", part), left = own.filter((row) => !row.hidden).length;
      part.hidden = own.length > 0 && left === 0;
      const told = one(".matches", part);
      if (told) told.textContent = limited ? `${left} / ${own.length}` : `${own.length}`;
      const fold = one("details.fold", part);
      if (fold && wanted.length && found <= 60 && left) fold.open = true;
    }
    one("#nothing").hidden = found > 0;
    const count = one("#count");
    count.textContent = `${found} ${count.dataset.unit}`;
  };

  const chooseDistricts = () => {
    for (const box of districts) {
      for (const cell of all(`[data-d="${CSS.escape(box.value)}"]`)) cell.hidden = !box.checked;
    }
  };

  // --- what is counted

  const measureNow = () => (measure ? measure.value : "all");

  const recount = () => {
    for (const row of all(".heat tr.row")) {
      const sum = one(".sum", row), together = Number(sum.dataset[measureNow()]);
      sum.textContent = together || "–";
      for (const cell of all(".count", row)) {
        const count = Number(cell.dataset[measureNow()]);
        cell.textContent = count || "–";
        cell.style.setProperty("--share", `${together ? Math.round((100 * count) / together) : 0}%`);
        cell.toggleAttribute("aria-disabled", !count);
        cell.tabIndex = count ? 0 : -1;
      }
    }
  };

  const openNorms = (link) => {
    const district = link.closest("td").dataset.d;
    const part = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    const found = all(`td[data-d="${CSS.escape(district)}"] .detail`, part).filter(
      (detail) => measureNow() === "all" || detail.dataset.measure === measureNow(),
    );
    one("#dialog-title").textContent = `${link.dataset.label} (${found.length})`;
    one("#dialog-body").replaceChildren(...found.map((detail) => detail.cloneNode(true)));
    open();
  };

  const open = () => {
    dialog.showModal();
    dialog.scrollTop = 0;
    one("#dialog-title").focus();
  };

  // --- keys: arrows move between the cells of a table, Escape closes, / searches

  const controlOf = (cell) => cell && one("summary, a", cell);

  const move = (control, key) => {
    const cell = control.closest("td, th"), row = cell && cell.closest("tr.row");
    if (!row) return false;
    const sideways = { ArrowLeft: -1, ArrowRight: 1 }[key];
    let next = null;
    if (sideways) {
      const cells = [...row.children].filter((other) => !other.hidden && controlOf(other));
      next = cells[cells.indexOf(cell) + sideways];
    } else {
      const table = [...row.closest("table").querySelectorAll("tr.row")].filter((other) => !other.hidden && !other.closest("tbody").hidden);
      const step = key === "ArrowUp" ? -1 : 1, column = [...row.children].indexOf(cell);
      for (let at = table.indexOf(row) + step; table[at] && !next; at += step) {
        if (controlOf(table[at].children[column])) next = table[at].children[column];
      }
    }
    if (next) controlOf(next).focus();
    return Boolean(next);
  };

  document.addEventListener("keydown", (event) => {
    const field = event.target.closest("input, select, textarea");
    if (event.ctrlKey || event.metaKey || event.altKey || dialog.open) return;
    if (event.key === "/" && !field) {
      event.preventDefault();
      search.focus();
    } else if (event.key === "Escape" && !field) {
      const opened = event.target.closest("details[open]");
      if (opened) {
        opened.open = false;
        one("summary", opened).focus();
      }
    } else if (event.key.startsWith("Arrow") && event.target.matches("td summary, td a, th a")) {
      if (move(event.target, event.key)) event.preventDefault();
    }
  });

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a.count");
    if (link) {
      event.preventDefault();
      if (!link.hasAttribute("aria-disabled")) openNorms(link);
      return;
    }
    const source = event.target.closest("[data-opens]");
    if (source) {
      const held = document.getElementById(source.dataset.opens);
      one("#dialog-title").textContent = held.dataset.title;
      one("#dialog-body").replaceChildren(held.content.cloneNode(true));
      open();
    }
  });

  const unfold = () => {
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const fold = target && one("details.fold", target);
    if (fold) fold.open = true;
  };

  const setAll = (opened) => {
    for (const details of all(".part details")) {
      const row = details.closest("tr.row"), part = details.closest(".part");
      if (!opened) details.open = false;
      else if (!part.hidden && (!row || (!row.hidden && !row.closest("details.fold:not([open])")))) details.open = true;
    }
  };

  search.addEventListener("input", filter);
  show.addEventListener("change", filter);
  if (measure) measure.addEventListener("change", recount);
  for (const box of districts) box.addEventListener("change", chooseDistricts);
  one("#tools").addEventListener("submit", (event) => event.preventDefault());
  one("#open").addEventListener("click", () => setAll(true));
  one("#close").addEventListener("click", () => setAll(false));
  one("#print").addEventListener("click", () => window.print());
  one("#dialog-close").addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
  window.addEventListener("hashchange", unfold);

  one("#tools").hidden = false;
  filter();
  recount();
  unfold();
})();
