/* What the book's search takes for the same: letters, numbers and days however they are written, and words that mean
   the same. `normal` treats records and queries alike; `asked` makes patterns of a query. What is of this book stands in
   `bookWords` (search-words.js, made by search.py): characters that are written in two ways, everyday words, and the
   characters of a Chinese site by their initials. */
(function () {
  "use strict";

  var VARIANTS = (window.bookWords || {}).variants || {};
  var MEANS = (window.bookWords || {}).means || {};
  var INITIALS = (window.bookWords || {}).initials || {};

  var MINUS = /[\u2010-\u2015\u2212]/;
  var THOUSANDS = /(?<![\d.,])\d{1,3}(?:[,，]\d{3})+(?!\d)/g;
  var DROPPED = "\u0000";
  var known = {};
  known[DROPPED] = "";

  function fold(character) {
    return (VARIANTS[character] || character)
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
    var marked = text.replace(THOUSANDS, function (digits) {
      return digits.replace(/[,，]/g, DROPPED);
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
    { zeros: 6, words: ["million", "mn"] },
    { zeros: 8, words: ["亿"] },
    { zeros: 9, words: ["billion", "bn"] },
    { zeros: 12, words: ["trillion", "trn", "tn", "万亿"] },
  ];
  var UNITS = [
    ["%", "percent", "per cent"],
    ["元", "yuan", "cny", "rmb"],
    ["basis points", "basis point", "bps", "bp", "个基点", "基点"],
    ["percentage points", "percentage point", "pp", "个百分点", "百分点"],
  ];
  // Longer words first, so that 万亿 is not read as 万.
  var SCALE = alternatives(SCALES.flatMap((scale) => scale.words));
  var UNIT = alternatives(UNITS.flat());
  var TERM = new RegExp("([+-]?)(\\d+(?:\\.\\d+)?)(?: ?(" + SCALE + "))?(?: ?(" + UNIT + "))?(?= |$)|[^ ]+", "g");
  var CHINESE = /[\u3400-\u9fff]/;
  var EDGES = /^[\s"'()[\]{},.;:!?。、《》「」]+|[\s"'()[\]{},.;:!?。、《》「」]+$/g;

  function alternatives(words) {
    return words.slice().sort((a, b) => b.length - a.length).join("|");
  }

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
    var zeros = scale ? SCALES.find((each) => each.words.includes(scale)).zeros : 0;
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
    var counted = unit ? " ?(?:" + alternatives(UNITS.find((names) => names.includes(unit))) + ")(?![a-z])" : "";
    return signed + "(?:" + forms.filter(Boolean).join("|") + ")" + counted;
  }

  // Initials of Pinyin find Chinese words, jck 进出口; two letters would find too many.
  function spelled(letters) {
    var classes = Array.from(letters, (letter) => INITIALS[letter] && "[" + INITIALS[letter] + "]");
    return letters.length > 2 && classes.every(Boolean) ? "(?:" + letters + "|" + classes.join("") + ")" : letters;
  }

  // A word is found within other words as well, a number within it only whole.
  function word(text) {
    var pieces = text.split(/(\d+(?:\.\d+)*)/).filter(Boolean);
    return pieces
      .map(function (piece, place) {
        var before = place && CHINESE.test(pieces[place - 1].slice(-1)) ? " ?" : "";
        var after = place + 1 < pieces.length && CHINESE.test(pieces[place + 1][0]) ? " ?" : "";
        if (/^\d/.test(piece)) return before + number(piece) + after;
        return /^[a-z]+$/.test(piece) ? spelled(piece) : literal(piece);
      })
      .join("");
  }

  /* Days and months: 2026年1-2月 is found as January–February 2026 as well */

  var MONTHS = "january february march april may june july august september october november december".split(" ");
  var DATE = /(\d{4})年(?:(\d{1,2})(?:月?[-至到](\d{1,2}))?月(?:(\d{1,2})日)?)?/g;

  function dated(year, month, last, day) {
    // In charts: parts with or without blanks between, a range with a dash or a word.
    var parts = [number(year), "年"];
    if (month) parts.push(number(month), last ? "月? ?[-至到] ?" + number(last) : "", "月");
    if (day) parts.push(number(day), "日");
    var forms = [parts.filter(Boolean).join(" ?")];
    var names = [month, last].filter(Boolean).map((digits) => MONTHS[digits - 1]);
    if (names.length && names.every(Boolean)) {
      forms.push((day ? "(?<!\\d)" + Number(day) + " " : "") + names.join("-") + " " + year);
    }
    return "(?:" + forms.join("|") + ")";
  }

  /* Words: everyday ones find those of the book */

  var EVERYDAY = Object.keys(MEANS).sort((a, b) => b.length - a.length);

  function meant(everyday) {
    return "(?:" + [everyday].concat(MEANS[everyday]).map((words) => word(normal(words).text)).join("|") + ")";
  }

  // What *query* asks for: a pattern for each term, all of which must be found, and one for the whole as it stands.
  function asked(query) {
    var parts = normal(query.normalize("NFC")).text.split(" ").map((part) => part.replace(EDGES, ""));
    var plain = parts.filter(Boolean).join(" ");
    var terms = [];
    var rest = plain.replace(DATE, function (whole, year, month, last, day) {
      terms.push(dated(year, month, last, day));
      return " ";
    });
    EVERYDAY.forEach(function (words) {
      rest = rest.replace(new RegExp("(^| )" + literal(words) + "(?= |$)", "g"), function (found, before) {
        terms.push(meant(words));
        return before;
      });
    });
    rest = rest.replace(/ +/g, " ").trim();
    for (var found of rest.matchAll(TERM)) {
      terms.push(found[2] ? quantity(found[1], found[2], found[3], found[4]) : word(found[0]));
    }
    return { terms: terms, numbers: /\d/.test(plain), whole: terms.length === 1 ? terms[0] : word(plain) };
  }

  window.sbSame = { normal: normal, asked: asked };
})();
