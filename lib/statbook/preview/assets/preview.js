// In pages that a preview serves: shows what is wrong, and loads the page again when it has changed, where it was.
(() => {
  "use strict";
  const digest = document.currentScript.dataset.digest;
  const place = `statbook-preview:${location.pathname}`;

  const kept = sessionStorage.getItem(place);
  if (kept !== null) {
    sessionStorage.removeItem(place);
    history.scrollRestoration = "manual";
    const back = () => scrollTo({ top: Number(kept), behavior: "instant" });
    back();
    addEventListener("load", back, { once: true });
  }

  const panel = document.createElement("div");
  panel.id = "statbook-preview";
  panel.setAttribute("role", "alert");
  Object.assign(panel.style, {
    position: "fixed", inset: "auto 0 0 0", zIndex: 9999, maxHeight: "45vh", overflow: "auto", padding: "1rem",
    whiteSpace: "pre-wrap", font: "14px/1.5 monospace", color: "#fff", background: "#7a1020",
  });
  panel.hidden = true;
  document.body.append(panel);

  const show = (faults) => {
    panel.hidden = faults.length === 0;
    const text = faults.join("\n");
    if (panel.textContent !== text) panel.textContent = text;
  };

  const events = new EventSource(`/-/preview/events?page=${encodeURIComponent(location.pathname)}`);
  events.onmessage = (event) => {
    const told = JSON.parse(event.data);
    if (told.digest && told.digest !== digest) {
      events.close();
      sessionStorage.setItem(place, String(scrollY));
      location.reload();
      return;
    }
    show(told.faults);
  };
  events.onerror = () => show(["The preview has ended, or is not reached. Start it again: statbook preview"]);
  events.onopen = () => show([]);
  addEventListener("pagehide", () => events.close());
})();
