/* Numbers and their evidence: a card beside a number or a term that is pointed at, focused or touched, marks of charts
   that lead to their entries, long lists of an entry folded, and entries that moved to another page found. What a card
   says stands in the page as inert data; it is put in as text only. */
(function () {
  "use strict";

  var NUMBERS = 'a[href*="#obs-"], a[href*="#num-"], a[href*="#source-"], .sb-term a';
  var ROOT = document.documentElement.dataset.content_root || "";
  var ENTRY = /^#(obs|num|ind|source|from)-[a-z0-9-]+$/;
  var SHOW_AFTER = 120;
  var HIDE_AFTER = 250;
  var FOLD = 8;

  var cards = {};
  var note = null;
  var owner = null;
  var timer = 0;
  var byTouch = false;

  // A message in the language of the page, which holds the translations, with words put in.
  window.sbSay = function (message, words) {
    var told = document.getElementById("sb-words");
    var known = told ? JSON.parse(told.textContent) : {};
    return (known[message] || message).replace(/\{(\w+)\}/g, (whole, name) => String((words || {})[name]));
  };

  function address(anchor) {
    return ROOT + cards[anchor].page + ".html#" + anchor;
  }

  function anchorOf(link) {
    return decodeURIComponent(link.hash.slice(1));
  }

  function element(name, className, text) {
    var made = document.createElement(name);
    if (className) made.className = className;
    if (text) made.textContent = text;
    return made;
  }

  /* The card */

  function filled(anchor, words) {
    var card = cards[anchor];
    var box = element("span", "sb-note");
    box.id = "sb-note";
    box.setAttribute("role", "group");
    var isTerm = anchor.startsWith("ind-");
    box.setAttribute("aria-label", window.sbSay(isTerm ? "Definition of {words}" : "Evidence of {words}", { words: words }));
    box.appendChild(element("span", "sb-note-title", card.title));
    card.facts.forEach(function (fact) {
      var line = element("span", "sb-note-fact");
      line.appendChild(element("span", "sb-note-name", fact[0] + " "));
      fact[1].forEach(function (run) {
        var told = element(run[1] ? "a" : "span", "", run[0]);
        if (run[1]) {
          told.href = ROOT + run[1];
          // The Tab key goes from number to number; the entry, which the number leads to, has the same links.
          told.tabIndex = -1;
        }
        line.appendChild(told);
      });
      box.appendChild(line);
    });
    if (byTouch) {
      var entry = element("a", "sb-note-entry", window.sbSay(isTerm ? "In the codebook" : "All of its evidence"));
      entry.href = address(anchor);
      box.appendChild(entry);
    }
    return box;
  }

  function place() {
    if (!note) return;
    var at = owner.getBoundingClientRect();
    var width = note.offsetWidth;
    var height = note.offsetHeight;
    var below = at.bottom + height + 8 < window.innerHeight || at.top < height + 8;
    note.style.left = Math.max(8, Math.min(at.left, document.documentElement.clientWidth - width - 8)) + "px";
    note.style.top = (below ? at.bottom + 4 : at.top - height - 4) + "px";
  }

  function show(link) {
    var anchor = anchorOf(link);
    if (owner === link || !cards[anchor]) return;
    hide();
    owner = link;
    note = filled(anchor, link.textContent);
    // Right after the number, where a screen reader finds it.
    link.insertAdjacentElement("afterend", note);
    link.setAttribute("aria-describedby", note.id);
    place();
  }

  function hide() {
    clearTimeout(timer);
    if (!note) return;
    owner.removeAttribute("aria-describedby");
    note.remove();
    note = owner = null;
  }

  function later(act, after) {
    clearTimeout(timer);
    timer = setTimeout(act, after);
  }

  function watchNumbers() {
    document.addEventListener("pointerover", function (event) {
      if (event.pointerType === "touch") return;
      var target = /** @type {Element} */ (event.target);
      var link = target.closest(NUMBERS);
      if (note && (note.contains(target) || link === owner)) clearTimeout(timer);
      else if (link)
        later(function () {
          show(link);
        }, SHOW_AFTER);
      else if (note && document.activeElement !== owner && !note.contains(document.activeElement))
        later(hide, HIDE_AFTER);
      else clearTimeout(timer);
    });
    document.addEventListener("focusin", function (event) {
      var target = /** @type {Element} */ (event.target);
      if (note && note.contains(target)) return;
      var link = target.closest(NUMBERS);
      if (link && link.matches(":focus-visible")) show(link);
      else hide();
    });
    document.addEventListener("pointerdown", function (event) {
      var target = /** @type {Element} */ (event.target);
      byTouch = event.pointerType === "touch";
      if (byTouch && note && !note.contains(target) && target.closest(NUMBERS) !== owner) hide();
    });
    // A touched number shows its card, where a pointer would; the card leads on.
    document.addEventListener("click", function (event) {
      var target = /** @type {Element} */ (event.target);
      var link = byTouch && !(note && note.contains(target)) && target.closest(NUMBERS);
      if (!link || !cards[anchorOf(link)]) return;
      event.preventDefault();
      if (link === owner) hide();
      else show(link);
    });
    document.addEventListener("keydown", function (event) {
      if (event.key !== "Escape" || !note) return;
      var back = note.contains(document.activeElement) ? owner : null;
      hide();
      if (back) {
        back.focus();
        hide();
      }
    });
    window.addEventListener("scroll", place, { passive: true, capture: true });
    window.addEventListener("resize", hide);
  }

  /* Marks of charts */

  function anchorOfMark(item) {
    var anchor = item && item.datum && item.datum.cite;
    return cards[anchor] ? anchor : null;
  }

  function watchMarks(chart) {
    var live = chart.querySelector(".sb-live");
    chart.sbView.addEventListener("click", function (event, item) {
      var anchor = anchorOfMark(item);
      if (!anchor) return;
      if (byTouch) show(linkAt(chart, anchor));
      else window.location.href = address(anchor);
    });
    chart.sbView.addEventListener("mousemove", function (event, item) {
      live.classList.toggle("sb-leads", anchorOfMark(item) !== null);
    });
    listMarks(chart);
  }

  // For the keyboard: a link over each mark, of which one is a stop of the Tab key; arrow keys go from it to the others.
  function listMarks(chart) {
    var list = chart.querySelector(".sb-marks");
    if (!list) return;
    var waited = document.activeElement === list;
    var at = Math.max(0, Array.from(list.children).indexOf(document.activeElement));
    var seen = {};
    list.textContent = "";
    chart.querySelectorAll(".sb-live svg *").forEach(function (shape) {
      var anchor = anchorOfMark(shape.__data__);
      if (!anchor || seen[anchor] || shape.nodeName === "text") return;
      seen[anchor] = true;
      var link = element("a", "", "");
      link.href = address(anchor);
      link.tabIndex = -1;
      link.sbShape = shape;
      link.setAttribute("aria-label", wordsOf(shape.__data__, anchor));
      list.appendChild(link);
    });
    list.removeAttribute("tabindex");
    if (!list.children.length) return;
    var first = list.children[Math.min(at, list.children.length - 1)];
    first.tabIndex = 0;
    if (waited) first.focus();
  }

  function wordsOf(item, anchor) {
    var told = item.tooltip && typeof item.tooltip === "object" ? Object.values(item.tooltip) : [];
    return told.filter(Boolean).slice(0, 2).join(": ") || cards[anchor].title;
  }

  function linkAt(chart, anchor) {
    var links = Array.from(chart.querySelectorAll(".sb-marks a"));
    var link = links.find(function (each) {
      return anchorOf(each) === anchor;
    });
    cover(link);
    return link;
  }

  // Lay a link over its mark.
  function cover(link) {
    var mark = link.sbShape.getBoundingClientRect();
    var list = link.parentNode.getBoundingClientRect();
    link.style.left = mark.left - list.left + "px";
    link.style.top = mark.top - list.top + "px";
    link.style.width = Math.max(mark.width, 12) + "px";
    link.style.height = Math.max(mark.height, 12) + "px";
  }

  var STEPS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

  function watchKeys() {
    document.addEventListener(
      "focusin",
      function (event) {
        var target = /** @type {any} */ (event.target);
        if (target.sbShape) cover(target);
      },
      true
    );
    document.addEventListener("keydown", function (event) {
      var link = /** @type {any} */ (document.activeElement);
      if (!STEPS[event.key] || !link.sbShape) return;
      var links = Array.from(link.parentNode.querySelectorAll("a")).filter(function (each) {
        return each.sbShape;
      });
      var next = links[(links.indexOf(link) + STEPS[event.key] + links.length) % links.length];
      link.tabIndex = -1;
      next.tabIndex = 0;
      next.focus();
      event.preventDefault();
    });
  }

  /* Long lists of an entry */

  function fold(fact) {
    var links = fact.querySelectorAll("a");
    if (links.length <= FOLD + 2) return;
    var rest = element("span", "");
    rest.hidden = true;
    var line = links[FOLD].parentNode;
    while (line.lastChild !== links[FOLD - 1]) rest.insertBefore(line.lastChild, rest.firstChild);
    var more = element("button", "sb-more", window.sbSay("all {count}", { count: links.length }));
    more.type = "button";
    more.addEventListener("click", function () {
      rest.hidden = false;
      more.remove();
      rest.querySelector("a").focus();
    });
    line.append(rest, more);
  }

  /* Entries keep their addresses: one that moved to another page is looked up among all places of the book */

  function follow() {
    if (!ENTRY.test(location.hash) || document.getElementById(location.hash.slice(1))) return;
    var script = element("script", "");
    script.src = ROOT + "_static/search-data.js";
    script.onload = function () {
      var found = window.bookRecords.find((record) => record.url.endsWith(location.hash));
      if (found) location.replace(ROOT + found.url);
    };
    document.head.appendChild(script);
  }

  document.addEventListener("sb-ready", function (event) {
    watchMarks(event.target);
  });
  document.addEventListener("sb-drawn", function (event) {
    listMarks(event.target);
  });
  window.addEventListener("hashchange", follow);
  document.addEventListener("DOMContentLoaded", function () {
    var told = document.getElementById("sb-evidence");
    if (told) cards = JSON.parse(told.textContent);
    watchNumbers();
    watchKeys();
    follow();
    document.querySelectorAll("dl.sb-facts dd").forEach(fold);
  });
})();
