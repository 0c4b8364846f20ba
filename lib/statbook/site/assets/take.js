/* What a reader takes away of a chart: CSV, SVG, PNG, definition, citation. Words and their places come from Python
   in the chart's data island; here they are only put together, saved and copied. */
(function () {
  "use strict";

  // Beside this script; it is loaded when somebody asks for a picture that needs it.
  var FONT = new URL("font.js", /** @type {HTMLScriptElement} */ (document.currentScript).src).href;
  var font;

  function save(name, type, content) {
    var link = document.createElement("a");
    link.href = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type: type }));
    link.download = name;
    link.click();
    setTimeout(function () {
      URL.revokeObjectURL(link.href);
    }, 1000);
  }

  // A live drawing keeps the width for which it was made; of the static ones the style sheet chooses.
  function widthOf(chart) {
    if (chart.sbView) return chart.sbWidth;
    return getComputedStyle(chart.querySelector(".sb-wide")).display === "none" ? "narrow" : "wide";
  }

  function drawing(chart) {
    var clone = chart.querySelector(chart.sbView ? ".sb-live svg" : ".sb-" + widthOf(chart) + " svg").cloneNode(true);
    ["role", "aria-label", "aria-hidden", "style", "class"].forEach(function (name) {
      clone.removeAttribute(name);
    });
    return clone;
  }

  // The value of a control, as the drawing has it.
  function chosen(chart, part) {
    return chart.sbView ? chart.sbView.signal(part.dataset.control) : JSON.parse(part.dataset.start);
  }

  function stands(chart, part) {
    if (part.dataset.when) return part.dataset.when === (chart.dataset.moved || "start");
    if (!part.dataset.control) return true;
    var value = String(chosen(chart, part));
    if (part.dataset.value) return String(JSON.parse(part.dataset.value)) === value;
    part.querySelector("tspan").textContent = value;
    return true;
  }

  // Puts a drawing into its place, smaller if it is wider than that; gives the height that it takes.
  function hang(part, svg) {
    var box = svg.viewBox.baseVal;
    var width = Math.min(box.width, Number(part.dataset.width));
    var height = (box.height * width) / box.width;
    svg.setAttribute("x", part.dataset.left);
    svg.setAttribute("y", part.dataset.height);
    svg.setAttribute("width", width);
    svg.setAttribute("height", height);
    svg.setAttribute("overflow", "visible");
    part.appendChild(part.ownerDocument.importNode(svg, true));
    return height;
  }

  // The file name of a picture: it tells the state of the controls, as the address does.
  function nameOf(chart, take) {
    var parts = [take.stem];
    new URL(window.sbAddress(chart)).searchParams.forEach(function (value, name) {
      parts.push(name.split(".").pop(), value);
    });
    return parts.join("-").replace(/[^\p{L}\p{N}._-]+/gu, "-");
  }

  // The drawing as the reader sees it, in its frame: an SVG in a document of its own, on paper whatever the page.
  function picture(chart, take) {
    var frame = take.frames[widthOf(chart)];
    var root = new DOMParser().parseFromString(frame, "image/svg+xml").documentElement;
    var top = 0;
    /** @type {NodeListOf<SVGElement>} */ (root.querySelectorAll("[data-part]")).forEach(function (part) {
      if (!stands(chart, part)) {
        part.remove();
        return;
      }
      part.setAttribute("transform", "translate(0," + top + ")");
      top += Number(part.dataset.height) + (part.dataset.part === "drawing" ? hang(part, drawing(chart)) : 0);
    });
    if (chart.sbView) {
      // In another state the page says something else than the frame, which was made for the first.
      root.querySelector("title").textContent = chart.querySelector(".sb-title").textContent;
      root.querySelector("desc").textContent = chart.querySelector(".sb-live").getAttribute("aria-label");
    }
    top = Math.ceil(top);
    root.setAttribute("height", String(top));
    root.setAttribute("viewBox", "0 0 " + root.getAttribute("width") + " " + top);
    return root;
  }

  // XML knows no control characters, wherever in the data they come from.
  function written(root) {
    // eslint-disable-next-line no-control-regex
    return new XMLSerializer().serializeToString(root).replace(/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|\p{Cs}/gu, "");
  }

  // The book's font as a style sheet, loaded when a picture first needs it: an image sees no fonts of its page.
  function fontFaces() {
    font =
      font ||
      new Promise(function (done) {
        var script = document.createElement("script");
        script.src = FONT;
        script.onload = script.onerror = function () {
          done(window.statbookFont || "");
        };
        document.head.appendChild(script);
      });
    return font;
  }

  function inked(root) {
    return fontFaces().then(function (faces) {
      var style = root.ownerDocument.createElementNS(root.namespaceURI, "style");
      style.textContent = faces;
      root.insertBefore(style, root.firstChild);
      return root;
    });
  }

  function loaded(source) {
    return new Promise(function (done, fail) {
      var image = new Image();
      image.onload = function () {
        done(image);
      };
      image.onerror = fail;
      image.src = source;
    });
  }

  // A PNG of an SVG, at twice its size.
  function painted(root) {
    return loaded("data:image/svg+xml;charset=utf-8," + encodeURIComponent(written(root))).then(function (image) {
      var canvas = document.createElement("canvas");
      canvas.width = 2 * root.getAttribute("width");
      canvas.height = 2 * root.getAttribute("height");
      canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
      return new Promise(function (done, fail) {
        canvas.toBlob(function (blob) {
          if (blob) done(blob);
          else fail(new Error("no picture"));
        }, "image/png");
      });
    });
  }

  // Marks the words for the reader, and copies them where the clipboard cannot be written to directly.
  function copyMarked(element) {
    var range = document.createRange();
    range.selectNodeContents(element);
    var marked = window.getSelection();
    marked.removeAllRanges();
    marked.addRange(range);
    if (!document.execCommand("copy")) return Promise.reject(new Error("no clipboard"));
    marked.removeAllRanges();
    return Promise.resolve();
  }

  function copy(element) {
    if (!navigator.clipboard) return copyMarked(element);
    return navigator.clipboard.writeText(element.textContent).catch(function () {
      return copyMarked(element);
    });
  }

  function copyAndSay(element, say) {
    copy(element).then(
      function () {
        say("copied");
      },
      function () {
        say("failed");
      }
    );
  }

  var acts = {
    csv: function (chart, take) {
      save(take.stem + ".csv", "text/csv;charset=utf-8", take.csv);
    },
    // With the font only where there is Chinese in it, for which a system may have none: the font is fifty times larger.
    svg: function (chart, take) {
      var root = picture(chart, take);
      var whole = /[\u3000-\uffff]/.test(root.textContent) ? inked(root) : Promise.resolve(root);
      whole.then(function () {
        save(nameOf(chart, take) + ".svg", "image/svg+xml", written(root));
      });
    },
    png: function (chart, take, words, say) {
      inked(picture(chart, take))
        .then(painted)
        .then(function (blob) {
          save(nameOf(chart, take) + ".png", "image/png", blob);
        })
        .catch(function () {
          say("blank");
        });
    },
    spec: function (chart, take, words, say, held) {
      save(take.stem + ".vl.json", "application/json", JSON.stringify(held.wide, null, 2));
    },
    bib: function (chart, take, words) {
      save(take.stem + ".bib", "text/x-bibtex;charset=utf-8", words.textContent + "\n");
    },
    copy: function (chart, take, words, say) {
      copyAndSay(words, say);
    },
    link: function (chart, take, words, say) {
      words.textContent = window.sbAddress(chart);
      copyAndSay(words, say);
    },
  };

  function use(event) {
    var button = event.target.closest(".sb-tools button[data-do]");
    if (!button) return;
    var chart = button.closest(".sb-figure");
    var said = button.parentNode.querySelector(":scope > .sb-said");
    var words = button.parentNode.querySelector(":scope > .sb-words");
    said.textContent = "";
    function say(outcome) {
      said.textContent = said.dataset[outcome];
    }
    // A picture shows the chosen state, so it waits for a chart that is coming to life.
    var coming = ["svg", "png"].includes(button.dataset.do) ? chart.sbComing : null;
    Promise.all([window.sbHeld(chart), coming])
      .then(function (found) {
        acts[button.dataset.do](chart, found[0].take, words, say, found[0]);
      })
      .catch(function () {
        say("away");
      });
  }

  document.addEventListener("click", use);
})();
