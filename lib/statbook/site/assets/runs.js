/* The search of the page that lists the runs of an edition: rows stay that have all words that were written. */
(function () {
  "use strict";

  var search = document.getElementById("sb-runs");
  if (!search) {
    return;
  }
  var field = search.querySelector("input");
  var told = search.querySelector("output");
  var rows = /** @type {HTMLElement[]} */ (Array.from(document.querySelectorAll(".sb-runs tbody tr")));

  function show() {
    var words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
    var found = rows.filter(function (row) {
      var text = row.textContent.toLowerCase();
      row.hidden = !words.every(function (word) {
        return text.includes(word);
      });
      return !row.hidden;
    });
    told.textContent = words.length ? found.length + " of " + rows.length + " rows" : "";
  }

  search.hidden = false;
  field.addEventListener("input", show);
  show();
})();
