/* The book's own script: figures become interactive when they scroll into view; buttons; dark mode.
   Nothing is fetched. The theme's inline handlers are refused by the page's policy, so their work is done here. */
(function () {
  "use strict";

  var NARROW = 560;
  var HATCH =
    '<svg xmlns="http://www.w3.org/2000/svg" width="0" height="0" aria-hidden="true" focusable="false" style="position:absolute"><defs>' +
    '<pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">' +
    '<rect width="6" height="6" fill="#ffffff"></rect><rect width="2" height="6" fill="#7b8794"></rect></pattern></defs></svg>';

  function specOf(figure) {
    var specs = JSON.parse(figure.querySelector(".sb-spec").textContent);
    return window.innerWidth <= NARROW ? specs.narrow : specs.wide;
  }

  function enliven(figure) {
    if (figure.dataset.started || typeof vegaEmbed === "undefined") return;
    figure.dataset.started = "1";
    var spec = specOf(figure);
    var loader = { load: refuse, sanitize: refuse, http: refuse, file: refuse };
    vegaEmbed(figure.querySelector(".sb-live"), spec, {
      ast: true,
      renderer: "svg",
      actions: false,
      loader: loader,
      bind: figure.querySelector(".sb-controls"),
      tooltip: { theme: "custom" },
    })
      .then(function (result) {
        // One image with one name: the marks inside would each ask for a name of their own.
        var live = figure.querySelector(".sb-live");
        live.setAttribute("role", "img");
        live.setAttribute("aria-label", spec.description || figure.querySelector(".sb-title").textContent);
        live.querySelector("svg").setAttribute("aria-hidden", "true");
        figure.sbView = result.view;
        figure.setAttribute("data-ready", "1");
        figure.dispatchEvent(new Event("sb-ready", { bubbles: true }));
      })
      .catch(function (error) {
        // The static drawing stays.
        figure.setAttribute("data-error", error.message);
        console.error(error);
      });
  }

  function refuse() {
    return Promise.reject(new Error("figures hold their own data"));
  }

  function watch() {
    var figures = document.querySelectorAll(".sb-figure");
    if (!figures.length) return;
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
    figures.forEach(function (figure) {
      if (figure.id) observer.observe(figure);
    });
  }

  /* Buttons under a figure */

  function save(name, type, content) {
    var link = document.createElement("a");
    link.href = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type: type }));
    link.download = name;
    link.click();
    setTimeout(function () {
      URL.revokeObjectURL(link.href);
    }, 1000);
  }

  // A cell that a spreadsheet would take for a formula is led by an apostrophe.
  function cell(text) {
    var safe = /^[=+@\t\r＝＋＠]|^-(?![\d.])/.test(text) ? "'" + text : text;
    return '"' + safe.replace(/"/g, '""') + '"';
  }

  function csv(figure) {
    return Array.from(figure.querySelectorAll(".sb-table tr"), function (row) {
      return Array.from(row.cells, function (c) {
        return cell(c.textContent);
      }).join(",");
    }).join("\r\n");
  }

  function drawing(figure) {
    var shown = figure.querySelector(".sb-live svg") || figure.querySelector(".sb-static .sb-wide svg");
    var copy = shown.cloneNode(true);
    copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
    if (!copy.querySelector("#hatch") && copy.outerHTML.indexOf("url(#hatch)") > 0) {
      copy.insertAdjacentHTML("afterbegin", document.querySelector("#hatch").parentNode.outerHTML);
    }
    return copy;
  }

  function png(figure, done) {
    var copy = drawing(figure);
    var box = copy.viewBox.baseVal;
    var image = new Image();
    image.onload = function () {
      var canvas = document.createElement("canvas");
      canvas.width = box.width * 2;
      canvas.height = box.height * 2;
      var pen = canvas.getContext("2d");
      pen.fillStyle = "#ffffff";
      pen.fillRect(0, 0, canvas.width, canvas.height);
      pen.drawImage(image, 0, 0, canvas.width, canvas.height);
      canvas.toBlob(done, "image/png");
    };
    image.src = "data:image/svg+xml;charset=utf-8," + encodeURIComponent(copy.outerHTML);
  }

  function citation(figure) {
    return (
      figure.querySelector(".sb-title").textContent +
      ". In: From Bookshelf to Marketplace: China's innovation economy in figures. " +
      figure.querySelector(".sb-source").textContent
    );
  }

  function use(event) {
    var button = event.target.closest("button[data-do]");
    if (!button) return;
    var figure = button.closest(".sb-figure");
    var name = figure.id;
    var act = {
      csv: function () {
        save(name + ".csv", "text/csv;charset=utf-8", "\ufeff" + csv(figure));
      },
      svg: function () {
        save(name + ".svg", "image/svg+xml", drawing(figure).outerHTML);
      },
      png: function () {
        png(figure, function (blob) {
          save(name + ".png", "image/png", blob);
        });
      },
      spec: function () {
        save(name + ".vl.json", "application/json", JSON.stringify(specOf(figure), null, 1));
      },
      cite: function () {
        save(name + ".txt", "text/plain;charset=utf-8", citation(figure));
      },
    };
    act[button.dataset.do]();
  }

  /* The theme's own buttons, whose inline handlers were taken out */

  function replaceHandlers() {
    document.addEventListener("click", function (event) {
      var toggle = event.target.closest(".theme-switch-button");
      if (!toggle) return;
      // The theme cycles through auto, light and dark by itself where its script listens; nothing to do here.
    });
  }

  document.addEventListener("DOMContentLoaded", function () {
    watch();
    replaceHandlers();
  });
  document.addEventListener("click", use);
})();
