// The search of the page that lists the runs of an edition: rows stay that have all words that were written.
(() => {
  const page = document.getElementById("sb-runs");
  if (!page) return;
  const field = page.querySelector("input");
  const told = page.querySelector("output");
  const rows = [...document.querySelectorAll(".sb-runs tbody tr")].map((row) => [row, row.textContent.toLowerCase()]);
  const show = () => {
    const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
    let count = 0;
    for (const [row, text] of rows) {
      row.hidden = !words.every((word) => text.includes(word));
      count += row.hidden ? 0 : 1;
    }
    told.textContent = words.length ? `${count} of ${rows.length} rows` : "";
  };
  page.hidden = false;
  field.addEventListener("input", show);
  show();
})();
