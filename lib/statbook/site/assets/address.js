/* The state of charts in the address of the page: `?trade-growth.cut=by+trade+mode` sets the control `cut` of the chart
   fig-trade-growth. It is read when the page opens, and follows the reader, so that it outlives a reload. */
(function () {
  "use strict";

  var starts = new Map();

  function nameOf(control) {
    return control.closest(".sb-figure").id.replace(/^fig-/, "") + "." + control.dataset.control;
  }

  // The value as a reader would write it.
  function plain(control) {
    return control.type === "range" ? control.value : String(JSON.parse(control.value));
  }

  // Puts a control into the state that the address names, if there is such a state.
  function take(control, wanted) {
    if (control.type === "range") {
      if (wanted.trim() === "" || !Number.isFinite(Number(wanted))) return;
      control.value = wanted;
    } else {
      var place = /^~(\d+)$/.exec(wanted);
      var option = place
        ? control.options[Number(place[1])]
        : Array.from(control.options).find(function (each) {
            return String(JSON.parse(each.value)) === wanted;
          });
      if (!option) return;
      control.value = option.value;
    }
    // As if the reader had done it: the chart is drawn, its title follows.
    if (control.value !== starts.get(control)) control.dispatchEvent(new Event("input", { bubbles: true }));
  }

  // The states of *controls* that are not those at the start, in *given* parameters of an address.
  function states(controls, given) {
    var parameters = new URLSearchParams(given);
    controls.forEach(function (control) {
      if (control.value === starts.get(control)) parameters.delete(nameOf(control));
      else parameters.set(nameOf(control), plain(control));
    });
    return parameters.toString();
  }

  function follow(event) {
    var control = /** @type {HTMLInputElement} */ (event.target);
    if (!control.dataset.control) return;
    var found = states([control], location.search);
    try {
      history.replaceState(history.state, "", location.pathname + (found && "?" + found) + location.hash);
    } catch {
      // Some browsers keep the address of a page from disk as it is.
    }
  }

  // The parameters of the page for another language: a choice is named by its place, since its words are others there.
  window.sbChoices = function () {
    var parameters = new URLSearchParams(location.search);
    document.querySelectorAll(".sb-figure select[data-control]").forEach(function (control) {
      if (parameters.has(nameOf(control))) {
        parameters.set(nameOf(control), "~" + /** @type {HTMLSelectElement} */ (control).selectedIndex);
      }
    });
    return parameters.toString();
  };

  // The address of a chart in the state in which it is seen.
  window.sbAddress = function (chart) {
    var found = states(Array.from(chart.querySelectorAll("[data-control]")), "");
    return location.href.replace(/[?#].*$/, "") + (found && "?" + found) + "#" + chart.id;
  };

  document.addEventListener("DOMContentLoaded", function () {
    var controls = Array.from(document.querySelectorAll(".sb-figure [data-control]"));
    var asked = new URLSearchParams(location.search);
    controls.forEach(function (control) {
      starts.set(control, /** @type {HTMLInputElement} */ (control).value);
    });
    controls.forEach(function (control) {
      var wanted = asked.get(nameOf(control));
      if (wanted !== null) take(control, wanted);
    });
    if (Array.from(asked.values()).some((value) => value.startsWith("~"))) {
      controls.forEach((control) => follow({ target: control }));
    }
    document.addEventListener("input", follow);
    document.addEventListener("change", follow);
  });
})();
