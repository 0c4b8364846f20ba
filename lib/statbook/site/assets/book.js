/* The book's own script: a chart becomes interactive when a reader first turns to it, and its words follow its
   controls. Until then the page shows a drawing. Scripts of the site are loaded then; nothing is fetched. */
(function () {
  "use strict";

  var NARROW = window.matchMedia("(max-width: 560px)");
  var HATCH =
    '<svg xmlns="http://www.w3.org/2000/svg" width="0" height="0" aria-hidden="true" focusable="false" style="position:absolute"><defs>' +
    '<pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">' +
    '<rect width="6" height="6" fill="#ffffff"></rect><rect width="2" height="6" fill="#7b8794"></rect></pattern></defs></svg>';

  var loaded = {};

  // A script of the site, loaded once.
  function load(address) {
    loaded[address] =
      loaded[address] ||
      new Promise(function (done, fail) {
        var script = document.createElement("script");
        script.src = (document.documentElement.dataset.content_root || "") + address;
        script.onload = done;
        script.onerror = function () {
          delete loaded[address];
          fail(new Error(address + " cannot be loaded"));
        };
        document.head.appendChild(script);
      });
    return loaded[address];
  }

  // What a chart holds: its specs, and what can be saved of it.
  function held(chart) {
    var within = chart.querySelector(".sb-spec");
    if (within) return Promise.resolve(JSON.parse(within.textContent));
    return load(document.getElementById("sb-charts").dataset.script).then(function () {
      return window.statbookCharts[chart.id];
    });
  }
  window.sbHeld = held;

  function enliven(chart) {
    if (chart.dataset.started) return;
    chart.dataset.started = "1";
    var width = NARROW.matches ? "narrow" : "wide";
    var vega = typeof vegaEmbed === "undefined" ? load("_static/vega.js") : null;
    chart.sbComing = Promise.all([held(chart), vega, document.fonts.ready])
      .catch(function (error) {
        // Whoever turns to the chart again asks again.
        delete chart.dataset.started;
        throw error;
      })
      .then(function (found) {
        return drawn(chart, found[0], width);
      })
      .then(function () {
        chart.removeAttribute("data-error");
        if (chart.sbWords) tell(chart, "");
        chart.setAttribute("data-ready", "1");
        chart.dispatchEvent(new Event("sb-ready", { bubbles: true }));
      })
      .catch(function (error) {
        chart.setAttribute("data-error", error.message);
        console.error(error);
        goBack(chart);
      });
  }

  // The drawing of the first state stays, so controls and words are those of that state.
  function goBack(chart) {
    if (!chart.sbWords) return;
    if (chart.dataset.moved) tell(chart, "away");
    controlsOf(chart).forEach(function (control) {
      control.value = control.sbStart;
      showValue(control);
    });
    say(chart);
  }

  // Below a chart: how it went.
  function tell(chart, outcome) {
    var said = chart.querySelector(".sb-tools > .sb-said");
    said.textContent = said.dataset[outcome] || "";
  }

  // What a slider stands at.
  function showValue(control) {
    var shown = control.parentNode.querySelector(".sb-value");
    if (shown) shown.textContent = control.value;
  }

  // The view of a chart that Vega has drawn, in the state that its controls are in.
  function drawn(chart, specs, width) {
    var spec = specs[width];
    var live = chart.querySelector(".sb-live");
    // Within a chart, where its colours follow those of the page.
    if (!document.getElementById("hatch")) chart.insertAdjacentHTML("beforeend", HATCH);
    // The controls stand on the page already; those that Vega would put there stay out of it.
    return vegaEmbed(live, spec, {
      ast: true,
      renderer: "svg",
      actions: false,
      loader: { load: refuse, sanitize: refuse, http: refuse, file: refuse },
      bind: document.createElement("div"),
      tooltip: { theme: "custom", formatTooltip: told },
    }).then(function (result) {
      // One image with one name: the marks inside would each ask for a name of their own.
      live.setAttribute("role", "img");
      chart.sbDescription = spec.description || chart.querySelector(".sb-title").textContent;
      live.setAttribute("aria-label", chart.sbDescription);
      live.querySelector("svg").setAttribute("aria-hidden", "true");
      if (chart.sbWords) say(chart);
      chart.sbView = result.view;
      chart.sbWidth = width;
      return steered(chart);
    });
  }

  function valueOf(control) {
    return control.type === "range" ? Number(control.value) : JSON.parse(control.value);
  }

  // The view, once it is in the state of the controls.
  function steered(chart) {
    controlsOf(chart).forEach(function (control) {
      chart.sbView.signal(control.dataset.control, valueOf(control));
    });
    return chart.sbView.runAsync();
  }

  // The drawing follows a control; one that is on its way follows when it is there.
  function steer(chart) {
    if (!chart.sbView) return;
    steered(chart).then(function () {
      chart.dispatchEvent(new Event("sb-drawn", { bubbles: true }));
    });
  }

  function controlsOf(chart) {
    return /** @type {HTMLInputElement[]} */ (Array.from(chart.querySelectorAll("[data-control]")));
  }

  // A screen that is turned, or text that is made larger, needs the drawing for another width.
  function watchWidth() {
    NARROW.addEventListener("change", function () {
      /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".sb-figure[data-ready]")).forEach(function (chart) {
        chart.sbView.finalize();
        chart.sbView = null;
        chart.querySelector(".sb-live").textContent = "";
        chart.removeAttribute("data-ready");
        delete chart.dataset.started;
        enliven(chart);
      });
    });
  }

  // The rows of a tooltip that say something.
  function told(value, escaped) {
    if (value === null || typeof value !== "object") return escaped(value);
    var rows = Object.keys(value).filter((name) => !["", "null", "undefined"].includes(String(value[name])));
    var cells = (name) =>
      '<tr><td class="key">' + escaped(name) + '</td><td class="value">' + escaped(value[name]) + "</td></tr>";
    return "<table>" + rows.map(cells).join("") + "</table>";
  }

  function refuse() {
    return Promise.reject(new Error("charts hold their own data"));
  }

  // A pointer over a chart, a finger on it, the keyboard within it, or a control that is used.
  function watchIntent() {
    ["pointerover", "pointerdown", "focusin", "input"].forEach(function (kind) {
      document.addEventListener(
        kind,
        function (event) {
          var chart = /** @type {Element} */ (event.target).closest(".sb-figure[id]");
          if (chart && chart.querySelector(".sb-live")) enliven(chart);
        },
        { passive: true }
      );
    });
  }

  /* What a chart says holds for the state that it has at first; for other states their options hold the words */

  var PARTS = { title: ".sb-title", subtitle: ".sb-subtitle", caption: ".sb-caption > span" };

  // The option of the state in which a control is; of a slider, in the list of its values.
  function optionOf(control) {
    var options = /** @type {HTMLOptionElement[]} */ (Array.from(control.parentNode.querySelectorAll("option")));
    return options.find(function (option) {
      return option.value === control.value;
    });
  }

  // What holds now. If one of several controls is moved to a state without words, the title is the one that always holds.
  function wordsNow(chart) {
    var words = Object.assign({ description: chart.sbDescription }, chart.sbWords);
    var moved = controlsOf(chart).filter(function (control) {
      return control.value !== control.sbStart;
    });
    var options = moved.map(optionOf);
    options.forEach(function (option) {
      if (option && option.dataset.description) return Object.assign(words, option.dataset);
      if (option && option.dataset.marks !== undefined) words.marks = option.dataset.marks;
      words.title = chart.querySelector(".sb-title").dataset.plain || words.title;
    });
    var chosen = options.length === 1 && moved[0].type !== "range" ? options[0] : null;
    var state = chosen && chosen.dataset.description ? chosen.value : "moved";
    return { words: words, state: moved.length ? state : "" };
  }

  function say(chart) {
    var now = wordsNow(chart);
    write(chart, now.words);
    chart.querySelector(".sb-live").setAttribute("aria-label", now.words.description || now.words.title || "");
    if (now.state) chart.dataset.moved = now.state;
    else delete chart.dataset.moved;
  }

  function write(chart, words) {
    Object.keys(PARTS).forEach(function (part) {
      var place = chart.querySelector(PARTS[part]);
      if (words[part] === chart.sbWords[part]) place.replaceChildren.apply(place, chart.sbPieces[part]);
      else place.textContent = words[part];
    });
    chart.querySelectorAll(".sb-cited-title").forEach(function (title) {
      title.textContent = title.closest("pre") ? inLatex(words.title) : words.title;
    });
    marksOf(chart).forEach(function (mark) {
      mark.hidden = !words.marks.split(" ").includes(mark.dataset.mark);
    });
  }

  var NAMES = { "\\": "backslash", "{": "braceleft", "}": "braceright", $: "dollar", "^": "asciicircum", "~": "asciitilde" };

  // Words as a BibTeX entry has them.
  function inLatex(words) {
    var named = words.replace(/[\\{}$^~]/g, (sign) => "{\\text" + NAMES[sign] + "}");
    return named.replace(/[%&#_]/g, "\\$&");
  }

  // The key to the marks: those that the state does not draw are hidden.
  function marksOf(chart) {
    return /** @type {HTMLElement[]} */ (Array.from(chart.querySelectorAll(".sb-key [data-mark]")));
  }

  // Paper has the drawing of the first state, so its words as well.
  function watchPrinter() {
    window.addEventListener("beforeprint", function () {
      document.querySelectorAll(".sb-figure[data-moved]").forEach(function (chart) {
        write(chart, chart.sbWords);
      });
    });
    window.addEventListener("afterprint", function () {
      document.querySelectorAll(".sb-figure[data-moved]").forEach(say);
    });
  }

  function watchControls() {
    /** @type {NodeListOf<HTMLFormElement>} */ (document.querySelectorAll(".sb-controls")).forEach(function (form) {
      var chart = form.closest(".sb-figure");
      chart.sbWords = {};
      // As the page has them: in Chinese, numbers stand in pieces that no line breaks.
      chart.sbPieces = {};
      Object.keys(PARTS).forEach(function (part) {
        var place = chart.querySelector(PARTS[part]);
        chart.sbWords[part] = place.textContent;
        chart.sbPieces[part] = Array.from(place.childNodes);
      });
      var shown = marksOf(chart).filter((mark) => !mark.hidden);
      chart.sbWords.marks = shown.map((mark) => mark.dataset.mark).join(" ");
      Array.from(form.elements).forEach(function (control) {
        control.sbStart = /** @type {HTMLInputElement} */ (control).value;
      });
    });
    document.addEventListener("input", function (event) {
      var control = /** @type {HTMLInputElement} */ (event.target);
      if (!control.dataset.control) return;
      var chart = control.closest(".sb-figure");
      showValue(control);
      say(chart);
      steer(chart);
    });
  }

  // The other language opens at the same place and in the same state.
  function keepPlace(event) {
    var link = event.target.closest && event.target.closest("a.sb-language");
    if (!link) return;
    link.search = window.sbChoices ? window.sbChoices() : location.search;
    link.hash = location.hash;
  }

  ["click", "auxclick", "contextmenu"].forEach(function (kind) {
    document.addEventListener(kind, keepPlace, true);
  });

  document.addEventListener("DOMContentLoaded", function () {
    watchIntent();
    watchControls();
    watchPrinter();
    watchWidth();
  });
})();
