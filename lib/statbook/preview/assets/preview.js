// In pages that a preview serves: shows what is wrong, and loads the page again when it has changed, where it was.
(() => {
  "use strict";
  const digest = document.currentScript.dataset.digest;
  const place = `statbook-preview:${location.pathname}`;
  const details = () => /** @type {HTMLDetailsElement[]} */ ([...document.querySelectorAll("main details")]);

  // A page that is not there yet, or any more, has no digest; the place in it waits until it is.
  const kept = digest && JSON.parse(sessionStorage.getItem(place));
  if (kept) {
    sessionStorage.removeItem(place);
    history.scrollRestoration = "manual";
    const back = () => {
      details().forEach((each, number) => { each.open = kept.open.includes(number); });
      scrollTo({ top: kept.top, behavior: "instant" });
    };
    back();
    addEventListener("load", back, { once: true });
  }

  const panel = document.createElement("div");
  panel.id = "statbook-preview";
  panel.setAttribute("role", "alert");
  Object.assign(panel.style, {
    position: "fixed", inset: "auto 0 0 0", zIndex: 9999, maxHeight: "45vh", overflow: "auto", padding: "1rem",
    whiteSpace: "pre-wrap", overflowWrap: "anywhere", font: "14px/1.5 monospace", color: "#fff", background: "#7a1020",
  });
  panel.hidden = true;
  document.body.append(panel);

  const show = (faults, words = "") => {
    panel.hidden = faults.length === 0;
    const text = [...faults, ...(words ? [`… ${words}`] : [])].join("\n");
    if (panel.textContent !== text) panel.textContent = text;
    document.body.style.paddingBottom = panel.hidden ? "" : `${panel.offsetHeight}px`;
  };

  const hear = (event) => {
    const told = JSON.parse(event.data);
    if (told.digest !== digest) {
      events.close();
      const open = details().flatMap((each, number) => each.open ? [number] : []);
      if (digest) sessionStorage.setItem(place, JSON.stringify({ top: scrollY, open }));
      location.reload();
      return;
    }
    show(told.faults, told.words);
    if (document.hidden) events.close();
  };

  // A browser opens six connections at most, so a page that is not seen asks now and then.
  let events;
  const listen = () => {
    if (events && events.readyState !== EventSource.CLOSED) return;
    events = new EventSource(`/-/preview/events?page=${encodeURIComponent(location.pathname)}`);
    events.onmessage = hear;
    events.onerror = () => show(["The preview has ended, or is not reached. Start it again: statbook preview"]);
  };
  listen();
  setInterval(listen, 2000);
  document.addEventListener("visibilitychange", () => document.hidden ? events.close() : listen());
  addEventListener("pagehide", () => events.close());
})();
