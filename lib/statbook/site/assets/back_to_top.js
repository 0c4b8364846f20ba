/* The theme's button "Back to top": it is to be seen while the reader scrolls up. */
(function () {
  "use strict";

  document.addEventListener("DOMContentLoaded", function () {
    var button = document.getElementById("pst-back-to-top");
    var before = 0;
    if (!button) return;
    window.addEventListener("scroll", function () {
      button.style.display = before > window.scrollY && window.scrollY > 0 ? "block" : "none";
      before = window.scrollY;
    });
    button.addEventListener("click", function () {
      window.scrollTo(0, 0);
    });
  });
})();
