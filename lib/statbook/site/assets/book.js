/* The book's own script: charts become interactive when they scroll into view, and their titles follow their controls.
   Nothing is fetched. */
(function () {
  "use strict";

  var NARROW = 560;
  var HATCH =
    '<svg xmlns="http://www.w3.org/2000/svg" width="0" height="0" aria-hidden="true" focusable="false" style="position:absolute"><defs>' +
    '<pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">' +
    '<rect width="6" height="6" fill="#ffffff"></rect><rect width="2" height="6" fill="#7b8794"></rect></pattern></defs></svg>';

  function enliven(chart) {
    if (chart.dataset.started || typeof vegaEmbed === "undefined") return;
    chart.dataset.started = "1";
    var width = window.innerWidth <= NARROW ? "narrow" : "wide";
    var spec = JSON.parse(chart.querySelector(".sb-spec").textContent)[width];
    var loader = { load: refuse, sanitize: refuse, http: refuse, file: refuse };
    vegaEmbed(chart.querySelector(".sb-live"), spec, {
      ast: true,
      renderer: "svg",
      actions: false,
      loader: loader,
      bind: chart.querySelector(".sb-controls"),
      tooltip: { theme: "custom", formatTooltip: told },
    })
      .then(function (result) {
        // One image with one name: the marks inside would each ask for a name of their own.
        var live = chart.querySelector(".sb-live");
        live.setAttribute("role", "img");
        live.setAttribute("aria-label", spec.description || chart.querySelector(".sb-title").textContent);
        live.querySelector("svg").setAttribute("aria-hidden", "true");
        chart.sbView = result.view;
        chart.sbWidth = width;
        chart.setAttribute("data-ready", "1");
        chart.dispatchEvent(new Event("sb-ready", { bubbles: true }));
      })
      .catch(function (error) {
        // The static drawing stays.
        chart.setAttribute("data-error", error.message);
        console.error(error);
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

  function watch() {
    var charts = document.querySelectorAll(".sb-figure");
    if (!charts.length) return;
    document.body.insertAdjacentHTML("afterbegin", '<div class="sb-figure-defs sb-figure" hidden></div>');
    var defs = document.querySelector(".sb-figure-defs");
    defs.removeAttribute("hidden");
    defs.setAttribute("style", "position:absolute;width:0;height:0;border:0;margin:0;padding:0");
    defs.innerHTML = HATCH;
    var observer = new IntersectionObserver(
      function (entries) {
        entries.forEach(function (entry) {
          if (entry.isIntersecting) {
            observer.unobserve(entry.target);
            document.fonts.ready.then(function () {
              enliven(entry.target);
            });
          }
        });
      },
      { rootMargin: "200px" }
    );
    charts.forEach(function (chart) {
      if (chart.id) observer.observe(chart);
    });
  }

  /* A title speaks of the state that the chart has at first; of any other, its plain words hold */

  function states(chart) {
    return Array.from(chart.querySelectorAll(".sb-controls select, .sb-controls input"), function (control) {
      return control.type === "checkbox" || control.type === "radio" ? control.checked : control.value;
    }).join("\n");
  }

  function entitle(chart) {
    var title = chart.querySelector(".sb-title");
    var moved = states(chart) !== chart.sbStates;
    chart.sbTitle = chart.sbTitle || title.textContent;
    title.textContent = moved && title.dataset.plain ? title.dataset.plain : chart.sbTitle;
    if (moved) chart.dataset.moved = "1";
    else delete chart.dataset.moved;
  }

  // Paper has the drawing of the first state, so its title as well.
  function watchPrinter() {
    window.addEventListener("beforeprint", function () {
      document.querySelectorAll(".sb-figure[data-moved] .sb-title").forEach(function (title) {
        title.textContent = title.closest(".sb-figure").sbTitle;
      });
    });
    window.addEventListener("afterprint", function () {
      document.querySelectorAll(".sb-figure[data-moved]").forEach(entitle);
    });
  }

  function watchControls() {
    document.addEventListener("sb-ready", function (event) {
      var chart = /** @type {Element} */ (event.target);
      chart.sbStates = states(chart);
    });
    ["input", "change", "click"].forEach(function (kind) {
      document.addEventListener(kind, function (event) {
        var controls = /** @type {Element} */ (event.target).closest(".sb-controls");
        if (controls) entitle(controls.closest(".sb-figure"));
      });
    });
  }

  document.addEventListener("DOMContentLoaded", function () {
    watch();
    watchControls();
    watchPrinter();
  });
})();
