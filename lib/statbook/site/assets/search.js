/* The book's search, loaded by its own page only. It looks through `bookRecords` (search-data.js, made by search.py);
   same.js says what counts as the same. */
(function () {
  "use strict";

  var SHOWN = 50;
  var AROUND = 90;
  // Signs of an entry within which its own number stands.
  var BEGINNING = 40;
  var normal = window.sbSame.normal;
  var asked = window.sbSame.asked;
  var say = (message, words) => window.sbSay(message, words);

  /* Finding */

  var index = [];

  function indexed() {
    return window.bookRecords.map((record) => ({
      record: record,
      title: normal(record.title).text,
      text: normal(record.text).text,
    }));
  }

  // What explains comes before what is explained: chapters, their charts and tables, then entries, then pages about
  // the book itself.
  function floor(record) {
    if (record.kind === "entry") return 2;
    if (record.kind !== "section") return 1;
    return record.url.startsWith("chapters/") ? 0 : 3;
  }

  // Who asks for words wants the place that is about them: it has them in its title, or together.
  function rankOfWords(entry, patterns, whole) {
    var titled = patterns.every((pattern) => pattern.test(entry.title));
    var together = whole.test(entry.title) || whole.test(entry.text);
    return 8 * (titled ? 0 : 1) + 4 * (together ? 0 : 1) + floor(entry.record);
  }

  // Who asks for a number wants to know what it says, then the entry that it belongs to: there it stands at the
  // beginning, not in a formula or a note.
  function rankOfNumbers(entry, patterns) {
    var text = entry.record.kind === "entry" ? entry.text : entry.title + " " + entry.text;
    var starts = patterns.map((pattern) => text.search(pattern)).filter((at) => at >= 0);
    var first = starts.length ? Math.min(...starts) : text.length;
    var own = entry.record.kind === "entry" && first < BEGINNING;
    return (own ? 0.5 : floor(entry.record)) + first / (3 * text.length + 1);
  }

  // The records that hold all that is *wanted*, best first; among equals, as they stand in the book.
  function find(wanted) {
    if (!wanted.terms.length) return [];
    var patterns = wanted.terms.map((term) => new RegExp(term));
    var whole = new RegExp(wanted.whole);
    return index
      .filter((entry) => patterns.every((pattern) => pattern.test(entry.text) || pattern.test(entry.title)))
      .map((entry) => ({
        record: entry.record,
        rank: wanted.numbers ? rankOfNumbers(entry, patterns) : rankOfWords(entry, patterns, whole),
      }))
      .sort((a, b) => a.rank - b.rank)
      .map((entry) => entry.record);
  }

  /* Showing */

  // Where *terms* stand in *text*: [from, to, which term], in order, without overlaps.
  function places(text, terms) {
    var plain = normal(text);
    var found = [];
    terms.forEach(function (term, which) {
      for (var match of plain.text.matchAll(new RegExp(term, "g"))) {
        var last = plain.at[match.index + match[0].length - 1];
        found.push([plain.at[match.index], last + String.fromCodePoint(text.codePointAt(last)).length, which]);
      }
    });
    found.sort((a, b) => a[0] - b[0] || b[1] - a[1]);
    var end = 0;
    return found.filter(function (mark) {
      var free = mark[0] >= end;
      if (free) end = mark[1];
      return free;
    });
  }

  // *text* from *from* to *to* as nodes, with the places marked.
  function marked(text, marks, from, to) {
    var nodes = document.createDocumentFragment();
    marks.forEach(function (mark) {
      if (mark[0] < from || mark[1] > to) return;
      nodes.append(text.slice(from, mark[0]), element("mark", text.slice(mark[0], mark[1])));
      from = mark[1];
    });
    nodes.append(text.slice(from, to));
    return nodes;
  }

  // The stretch of *text* that holds most of the terms: from the row, or the field of an entry, in which they begin.
  function stretch(text, marks) {
    var best = marks[0] || [0, 0];
    var most = 0;
    marks.forEach(function (mark) {
      var near = marks.filter((other) => other[0] >= mark[0] && other[1] <= mark[0] + AROUND);
      var terms = new Set(near.map((other) => other[2])).size;
      if (terms > most) {
        most = terms;
        best = mark;
      }
    });
    var from = Math.max(0, best[0] - AROUND);
    if (from) {
      var lead = text.slice(from, best[0]);
      var row = lead.lastIndexOf(" · ");
      from += row < 0 ? lead.indexOf(" ") + 1 : row + 3;
    }
    var to = Math.max(best[0] + 2 * AROUND, best[1]);
    if (to < text.length) to = Math.max(text.lastIndexOf(" ", to), best[1]);
    return [from, Math.min(to, text.length)];
  }

  function element(name, text) {
    var made = document.createElement(name);
    made.append(text);
    return made;
  }

  var KINDS = { section: "Section", figure: "Chart", table: "Table", entry: "Entry" };

  function hit(record, terms) {
    var item = element("li", "");
    var link = element("a", "");
    var inTitle = places(record.title, terms);
    link.href = record.url;
    link.append(marked(record.title, inTitle, 0, record.title.length));
    var where = element("p", record.title === record.page ? say("Page") : say(KINDS[record.kind]) + " · " + record.page);
    where.className = "sb-hit-place";
    item.append(link, where);
    if (record.text) {
      var marks = places(record.text, terms);
      // What the title says needs no finding in the text, which then shows its beginning.
      var titled = new Set(inTitle.map((mark) => mark[2])).size === terms.length;
      var part = stretch(record.text, titled ? [] : marks);
      var words = element("p", part[0] ? "… " : "");
      words.append(marked(record.text, marks, part[0], part[1]), part[1] < record.text.length ? " …" : "");
      item.append(words);
    }
    return item;
  }

  function start() {
    var field = /** @type {HTMLInputElement} */ (document.getElementById("sb-query"));
    var count = document.getElementById("sb-search-count");
    var list = document.getElementById("sb-hits");
    var more = document.getElementById("sb-search-more");
    var found = [];
    var terms = [];

    function told(query) {
      if (!terms.length) return "";
      if (!found.length) {
        var none = "Nothing was found for “{query}”. Fewer words find more; a number is found as a whole.";
        return say(none, { query: query });
      }
      var some = found.length === 1 ? "One place holds “{query}”." : "{count} places hold “{query}”.";
      return say(some, { count: found.length, query: query });
    }

    function show() {
      var shown = list.children.length;
      found.slice(shown, shown + SHOWN).forEach((record) => list.append(hit(record, terms)));
      var left = found.length - list.children.length;
      more.hidden = !left;
      more.textContent = say("Show {next} more of {all}", { next: Math.min(left, SHOWN), all: found.length });
      return list.children[shown];
    }

    function search() {
      var query = field.value.trim();
      var wanted = asked(query);
      terms = wanted.terms;
      found = find(wanted);
      list.replaceChildren();
      show();
      count.textContent = told(query);
    }

    function typed(event) {
      // Letters on their way to a Chinese word are not searched.
      if (event.isComposing) return;
      search();
      history.replaceState(null, "", field.value ? "?q=" + encodeURIComponent(field.value) : location.pathname);
    }

    index = indexed();
    field.addEventListener("input", typed);
    field.addEventListener("compositionend", typed);
    field.form.addEventListener("submit", (event) => event.preventDefault());
    more.addEventListener("click", () => show().querySelector("a").focus());
    field.value = new URLSearchParams(location.search).get("q") || "";
    field.focus();
    search();
  }

  document.addEventListener("DOMContentLoaded", start);
})();
