/* The search of the page that lists the runs of an edition: rows stay that have, with the headings of their table, all
   words that were written. */
(function () {
  "use strict";

  var search = document.getElementById("sb-runs");
  if (!search) {
    return;
  }
  var field = search.querySelector("input");
  var told = search.querySelector("output");
  var tables = /** @type {HTMLTableElement[]} */ (Array.from(document.querySelectorAll(".sb-runs")));
  var count = document.querySelectorAll(".sb-runs tbody tr").length;

  /** Shows the rows of a table that have all words, with its headings; gives how many. */
  function filter(table, words) {
    var section = table.closest("section");
    var shared = (section.querySelector("h2").textContent + " " + table.tHead.textContent).toLowerCase();
    var found = Array.from(table.tBodies[0].rows).filter(function (row) {
      var text = shared + " " + row.textContent.toLowerCase();
      row.hidden = !words.every(function (word) {
        return text.includes(word);
      });
      return !row.hidden;
    }).length;
    section.hidden = !found;
    return found;
  }

  function show() {
    var words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
    var found = tables.reduce(function (sum, table) {
      return sum + filter(table, words);
    }, 0);
    told.textContent = words.length ? window.sbSay("{found} of {all} rows", { found: found, all: count }) : "";
  }

  search.hidden = false;
  field.addEventListener("input", show);
  show();
})();
