/* The book's search, loaded by its own page only. It looks through `bookRecords` (search-data.js, made by search.py).
   What counts as the same is said here alone: `normal` treats records and queries alike, `quantity` knows scales. */
(function () {
  "use strict";

  var SHOWN = 50;
  var AROUND = 90;

  /* What counts as the same */

  var MINUS = /[\u2010-\u2015\u2212]/;
  var THOUSANDS = /(?<![\d.,])\d{1,3}(?:[,，]\d{3})+(?!\d)/g;
  var DROPPED = "\u0000";
  var known = {};
  known[DROPPED] = "";

  function fold(character) {
    return character
      .normalize("NFKC")
      .toLowerCase()
      .replace(MINUS, "-")
      .replace(/[‘’]/, "'")
      .replace(/[“”]/, '"')
      .replace(/\s/, " ");
  }

  // *text* as it is compared; at[i] says where its character i stands in *text*.
  function normal(text) {
    var plain = "";
    var at = [];
    var place = 0;
    var marked = text.replace(THOUSANDS, function (number) {
      return number.replace(/[,，]/g, DROPPED);
    });
    for (var character of marked) {
      var folded = known[character];
      if (folded === undefined) folded = known[character] = fold(character);
      if (folded !== " " || (plain && plain[plain.length - 1] !== " ")) {
        plain += folded;
        for (var i = 0; i < folded.length; i++) at.push(place);
      }
      place += character.length;
    }
    return { text: plain, at: at };
  }

  /* Numbers: a quantity is found however it is scaled, 1.18 trillion as 1.18万亿, 11800亿 and 1180000000000 */

  var SCALES = [
    { zeros: 0, words: [] },
    { zeros: 3, words: ["thousand"] },
    { zeros: 4, words: ["万"] },
    { zeros: 6, words: ["million"] },
    { zeros: 8, words: ["亿"] },
    { zeros: 9, words: ["billion"] },
    { zeros: 12, words: ["trillion", "万亿"] },
  ];
  var UNITS = [
    ["%", "percent", "per cent"],
    ["元", "yuan", "cny"],
  ];
  // Longer words first, so that 万亿 is not read as 万.
  var SCALE = [].concat.apply([], SCALES.map((scale) => scale.words)).sort((a, b) => b.length - a.length).join("|");
  var UNIT = [].concat.apply([], UNITS).join("|");
  var TERM = new RegExp("([+-]?)(\\d+(?:\\.\\d+)?)(?: ?(" + SCALE + "))?(?: ?(" + UNIT + "))?(?= |$)|[^ ]+", "g");
  var CHINESE = /[\u3400-\u9fff]/;
  var EDGES = /^[\s"'()[\]{},.;:!?。、《》「」]+|[\s"'()[\]{},.;:!?。、《》「」]+$/g;

  function literal(text) {
    return text.replace(/[.*+?^${}()|[\]\\/-]/g, "\\$&");
  }

  // A whole number, not a piece of a longer one; zeros at the end of its decimals may be there or not.
  function number(digits) {
    var parts = digits.split(".");
    var decimals = parts.slice(1).join(".").replace(/0+$/, "");
    var rest = decimals ? "\\." + literal(decimals) + "0*" : "(?:\\.0+)?";
    return "(?<!\\d)(?<!\\d\\.)" + parts[0] + rest + "(?!\\.?\\d)";
  }

  // The decimal point of *digits* moved to the right by *places*, to the left if negative.
  function shifted(digits, places) {
    var parts = digits.split(".");
    var decimals = parts[1] || "";
    var all = parts[0] + decimals;
    var point = parts[0].length + places;
    if (point <= 0) all = "0".repeat(1 - point) + all;
    point = Math.max(point, 1);
    all = all.padEnd(point, "0");
    var fraction = all.slice(point).replace(/0+$/, "");
    return all.slice(0, point).replace(/^0+(?=\d)/, "") + (fraction && "." + fraction);
  }

  // A number with its scale and unit, however it is scaled and the unit is named.
  function quantity(sign, digits, scale, unit) {
    var zeros = scale ? SCALES.find((known) => known.words.includes(scale)).zeros : 0;
    var forms = SCALES.map(function (form) {
      var own = form.zeros === zeros;
      var written = own ? digits : shifted(digits, zeros - form.zeros);
      if (!own && Number(written) < 0.1) return "";
      // A bare number may count anything; one that stands for a scaled one may not be scaled again.
      var bare = own && !scale;
      var words = form.words.length ? " ?(?:" + form.words.join("|") + ")" : "";
      return number(written) + words + (bare ? "" : "(?! ?(?:" + SCALE + "))");
    });
    var signed = sign === "-" ? "(?<![\\da-z])-" : "";
    var counted = unit ? " ?(?:" + UNITS.find((names) => names.includes(unit)).join("|") + ")(?![a-z])" : "";
    return signed + "(?:" + forms.filter(Boolean).join("|") + ")" + counted;
  }

  // A word is found within other words as well, a number within it only whole.
  function word(text) {
    var pieces = text.split(/(\d+(?:\.\d+)*)/).filter(Boolean);
    return pieces
      .map(function (piece, place) {
        var before = place && CHINESE.test(pieces[place - 1].slice(-1)) ? " ?" : "";
        var after = place + 1 < pieces.length && CHINESE.test(pieces[place + 1][0]) ? " ?" : "";
        return /^\d/.test(piece) ? before + number(piece) + after : literal(piece);
      })
      .join("");
  }

  // What *query* asks for: a pattern for each term, all of which must be found, and one for the whole as it stands.
  function asked(query) {
    var parts = normal(query.normalize("NFC")).text.split(" ").map((part) => part.replace(EDGES, ""));
    var plain = parts.filter(Boolean).join(" ");
    var terms = Array.from(plain.matchAll(TERM), (found) =>
      found[2] ? quantity(found[1], found[2], found[3], found[4]) : word(found[0])
    );
    return { terms: terms, numbers: /\d/.test(plain), whole: word(plain) };
  }

  /* Finding */

  var index = [];

  function indexed() {
    return window.bookRecords.map((record) => ({
      record: record,
      title: normal(record.title).text,
      text: normal(record.text).text,
    }));
  }

  var ENTRY_FIRST = { entry: 0, figure: 1, table: 1, section: 2 };
  var SECTION_FIRST = { section: 0, figure: 1, table: 1, entry: 2 };

  // Who asks for words wants the place that is about them: it has them in its title, or together.
  function rankOfWords(entry, patterns, whole) {
    var titled = patterns.every((pattern) => pattern.test(entry.title));
    var together = whole.test(entry.title) || whole.test(entry.text);
    return 6 * (titled ? 0 : 1) + 3 * (together ? 0 : 1) + SECTION_FIRST[entry.record.kind];
  }

  // Who asks for a number wants the entry that it belongs to: there it stands first, not in a formula or a note.
  function rankOfNumbers(entry, patterns) {
    var text = entry.title + " " + entry.text;
    var first = Math.min.apply(null, patterns.map((pattern) => text.search(pattern)).filter((place) => place >= 0));
    return ENTRY_FIRST[entry.record.kind] + first / (text.length + 1);
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
      .map((hit) => hit.record);
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

  var KINDS = { section: "Section", figure: "Figure", table: "Table", entry: "Entry" };

  function hit(record, terms) {
    var item = element("li", "");
    var link = element("a", "");
    var inTitle = places(record.title, terms);
    link.href = record.url;
    link.append(marked(record.title, inTitle, 0, record.title.length));
    var where = element("p", record.title === record.page ? "Page" : KINDS[record.kind] + " · " + record.page);
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
    var field = document.getElementById("sb-query");
    var count = document.getElementById("sb-search-count");
    var list = document.getElementById("sb-hits");
    var more = document.getElementById("sb-search-more");
    var found = [];
    var terms = [];

    function told(query) {
      if (!terms.length) return "";
      if (!found.length) {
        return "Nothing was found for “" + query + "”. Fewer words find more; a number is found as a whole.";
      }
      return found.length + (found.length === 1 ? " place holds" : " places hold") + " “" + query + "”.";
    }

    function show() {
      var shown = list.children.length;
      found.slice(shown, shown + SHOWN).forEach((record) => list.append(hit(record, terms)));
      var left = found.length - list.children.length;
      more.hidden = !left;
      more.textContent = "Show " + Math.min(left, SHOWN) + " more of " + found.length;
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
