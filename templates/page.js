"use strict";
// Comfort only: without it every word can be read and every link leads somewhere.
(() => {
  const rows = [...document.querySelectorAll(".article .text > li")];
  const row = (number) => document.getElementById("s" + number);
  const clear = () => {
    for (const lit of document.querySelectorAll(".lit")) lit.classList.remove("lit");
  };
  const light = (numbers, quote) => {
    clear();
    for (const number of numbers) row(number)?.classList.add("lit");
    if (quote) {
      for (const mark of document.querySelectorAll(`mark[data-quotes~="${quote}"]`)) {
        mark.classList.add("lit");
      }
    }
  };

  // A point or quotation lights its sentences while one looks at it.
  for (const part of document.querySelectorAll("[data-sentences]")) {
    const show = () => light(part.dataset.sentences.split(" "), part.dataset.quote);
    part.addEventListener("mouseenter", show);
    part.addEventListener("focusin", show);
    part.addEventListener("click", show);
  }

  // Arrow keys (or j and k) walk through the sentences, one stop for the Tab key.
  const step = (from, by) => {
    const next = rows[rows.indexOf(from) + by];
    if (!next) return;
    from.tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
  };
  for (const item of rows) {
    item.tabIndex = -1;
    item.addEventListener("focus", () => light([item.id.slice(1)]));
    item.addEventListener("keydown", (event) => {
      const by = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 }[event.key];
      if (!by || event.target !== item) return;
      event.preventDefault();
      step(item, by);
    });
  }
  if (rows.length) rows[0].tabIndex = 0;

  // Quotations of one speaker.
  const filter = document.getElementById("speaker");
  if (!filter) return;
  const quotes = [...document.querySelectorAll(".quotes > li")];
  const status = document.getElementById("shown");
  filter.closest("[hidden]").hidden = false;
  filter.addEventListener("change", () => {
    const wanted = filter.value && filter.value.split(" ");
    for (const quote of quotes) {
      quote.hidden = Boolean(wanted) && !wanted.includes(quote.dataset.quote);
    }
    const count = quotes.filter((quote) => !quote.hidden).length;
    status.textContent = `${count} of ${quotes.length} shown`;
  });
})();
