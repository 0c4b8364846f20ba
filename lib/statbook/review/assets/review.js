// The page of a review: one number at a time is decided and changed, and all of them are saved as a CSV file.
(() => {
  "use strict";

  const held = JSON.parse(document.getElementById("review").textContent);
  const { columns, rows, data, choices, words } = held;
  /** A message in the language of the page, with words in its places. */
  const tell = (message, places = {}) => (held.said[message] ?? message).replace(/\{(\w+)\}/g, (_, name) => String(places[name]));
  const place = `statbook-review:${document.body.dataset.key}`;
  const at = Object.fromEntries(columns.map((name, number) => [name, number]));
  const find = (id) => /** @type {any} */ (document.getElementById(id));
  const items = [];
  /** What a person wrote: for each row that was touched its cells by column. */
  let changes = load();
  let now = -1;

  function load() {
    try {
      return JSON.parse(localStorage.getItem(place)) || {};
    } catch {
      return {};
    }
  }

  function keep() {
    try {
      localStorage.setItem(place, JSON.stringify(changes));
    } catch {
      say(tell("This browser keeps nothing of a page from disk: save before you close it."));
    }
  }

  const say = (text) => { find("said").textContent = text; };
  const cell = (row, name) => changes[row]?.[name] ?? rows[row][at[name]];

  function change(row, name, text) {
    changes[row] = { ...changes[row], [name]: text };
    if (text === rows[row][at[name]]) delete changes[row][name];
    keep();
    show(row);
    count();
  }

  function make(tag, attributes = {}, ...inner) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    made.append(...inner);
    return made;
  }

  const lang = (text) => (/\p{Script=Han}/u.test(text) ? "zh" : "en");

  function sentence(row) {
    const text = cell(row, "sentence");
    const start = text.indexOf(words.open);
    const end = text.indexOf(words.close, start);
    const made = make("p", { lang: lang(text) });
    if (start < 0 || end < 0) made.append(text);
    else made.append(text.slice(0, start), make("mark", {}, text.slice(start + words.open.length, end)), text.slice(end + words.close.length));
    return made;
  }

  const NAMES = new Map(choices.indicator);
  const STATES = { [words.accept]: tell("accepted"), [words.reject]: tell("rejected") };
  const state = (row) => STATES[cell(row, "decision")] || tell("not decided");

  function build(row) {
    const head = make("button", { type: "button", class: "head", "aria-expanded": "false" });
    head.addEventListener("click", () => turn(row));
    const item = make("li", { id: `row-${row + 1}` }, head, sentence(row), make("p", { class: "cells" }));
    if (cell(row, "fault")) item.append(make("p", { class: "fault" }, tell("Cannot be accepted: {fault}", { fault: cell(row, "fault") })));
    items.push(item);
    show(row);
    return item;
  }

  // What a row is, in one line, and its state.
  function show(row) {
    const item = items[row];
    const decision = cell(row, "decision");
    item.dataset.decision = decision;
    item.querySelector(".head").textContent = tell("{one}: {other}", { one: `${row + 1}. ${cell(row, "printed")}`, other: state(row) });
    const shown = ["members", "region", "period", "timing", "measure", "value", "unit"].map((name) => cell(row, name));
    const code = cell(row, "indicator");
    const name = NAMES.get(code);
    item.querySelector(".cells").textContent = [name ? `${code} (${name})` : code, ...shown].filter(Boolean).join(" · ");
    for (const field of item.querySelectorAll("[data-column]")) paint(row, field);
  }

  function paint(row, field) {
    const name = field.dataset.column;
    field.parentElement.classList.toggle("open", lack(row, name) !== "");
    field.parentElement.classList.toggle("changed", cell(row, name) !== rows[row][at[name]]);
  }

  // What a cell lacks for data/; empty if nothing.
  function lack(row, name) {
    const text = cell(row, name).trim();
    if (name !== "of" && text.split(/[=;]/).includes(words.unknown)) return held.labels[name];
    if (name === "indicator" && text && !NAMES.has(text)) return tell("{name} (not in data/)", { name: held.labels[name] });
    return text || held.optional.includes(name) ? "" : held.labels[name];
  }

  function count() {
    const decided = rows.filter((_, row) => STATES[cell(row, "decision")]).length;
    find("progress").value = decided;
    find("count").textContent = tell("{decided} of {all} decided", { decided, all: rows.length });
    return decided;
  }

  // The fields of a row, made when it is turned to.
  function form(row) {
    const fields = make("div", { class: "fields" });
    const offered = cell(row, "candidates").split(words.between).filter(Boolean);
    if (offered.length) fields.append(candidates(row, offered));
    for (const name of Object.keys(data)) {
      const field = held.closed.includes(name) ? select(row, name) : input(row, name);
      field.dataset.column = name;
      field.setAttribute("aria-description", data[name]);
      field.addEventListener("change", () => change(row, name, field.value.trim()));
      fields.append(make("label", { title: data[name] }, held.labels[name], field));
      paint(row, field);
    }
    const acts = make("p", { class: "acts" });
    const able = { Accept: accept, Reject: reject, Undecided: release };
    for (const [label, act] of Object.entries(able)) {
      const button = make("button", { type: "button", "aria-keyshortcuts": label[0].toLowerCase() }, tell(label));
      button.addEventListener("click", () => act(row));
      acts.append(button, " ");
    }
    const why = { "Rules: {words}": "rules", "Words: {words}": "words", "Called: {words}": "name" };
    const told = Object.entries(why).filter(([, name]) => cell(row, name)).map(([message, name]) => tell(message, { words: cell(row, name) })).join(" · ");
    return make("div", { class: "form", role: "group", "aria-label": tell("Number {number}", { number: row + 1 }) }, acts, fields, make("p", { class: "why" }, told));
  }

  function input(row, name) {
    const made = make("input", { value: cell(row, name), autocomplete: "off", spellcheck: "false" });
    if (choices[name]) made.setAttribute("list", `list-${name}`);
    return made;
  }

  function select(row, name) {
    const made = make("select");
    const codes = choices[name].map(([code]) => code);
    const own = cell(row, name);
    for (const code of codes.includes(own) ? codes : [own, ...codes]) {
      const meaning = choices[name].find(([each]) => each === code)?.[1];
      made.append(new Option(meaning ? `${code}: ${meaning}` : code, code, false, code === own));
    }
    return made;
  }

  // A choice among the candidates writes indicator and members.
  function candidates(row, offered) {
    const made = make("select", {}, new Option(tell("choose …"), ""));
    for (const each of offered) made.append(new Option(each, each));
    made.addEventListener("change", () => {
      const [, indicator, members] = /^(\S*) ?(\S*) \([^)]*\)$/.exec(made.value) || [];
      if (indicator === undefined) return;
      for (const [name, text] of [["indicator", indicator], ["members", members]]) {
        items[row].querySelector(`[data-column=${name}]`).value = text;
        change(row, name, text);
      }
    });
    return make("label", { class: "wide" }, tell("candidates"), made);
  }

  function turn(row, focus = true, scroll = true) {
    if (row < 0 || row >= rows.length) return;
    if (now >= 0 && now !== row) {
      items[now].classList.remove("now");
      items[now].querySelector(".form")?.remove();
      items[now].querySelector(".head").setAttribute("aria-expanded", "false");
    }
    const item = items[row];
    now = row;
    item.classList.add("now");
    if (!item.querySelector(".form")) item.append(form(row));
    const head = item.querySelector(".head");
    head.setAttribute("aria-expanded", "true");
    if (focus) head.focus({ preventScroll: true });
    if (scroll) item.scrollIntoView({ block: "nearest" });
  }

  function accept(row) {
    const missing = Object.keys(data).map((name) => lack(row, name)).filter(Boolean);
    if (cell(row, "fault")) say(tell("Number {number} cannot be accepted: {fault}", { number: row + 1, fault: cell(row, "fault") }));
    else if (missing.length) say(tell("Number {number} cannot be accepted yet: {missing}", { number: row + 1, missing: missing.join(held.between) }));
    else decide(row, words.accept);
  }

  const reject = (row) => decide(row, words.reject);
  const release = (row) => decide(row, "");

  function decide(row, decision) {
    change(row, "decision", decision);
    say(tell("Number {number}: {state}. {count}.", { number: row + 1, state: state(row), count: find("count").textContent }));
    if (decision) turn(Math.min(row + 1, rows.length - 1));
  }

  function open(row) {
    const fields = [...items[row].querySelectorAll("[data-column]")];
    (fields.find((field) => lack(row, field.dataset.column)) || fields[0]).focus();
  }

  // Writes the region of this number into the undecided ones that have none: a release mostly speaks of one place.
  function fill() {
    const region = cell(now, "region");
    const empty = rows.map((_, row) => row).filter((row) => !STATES[cell(row, "decision")] && lack(row, "region"));
    if (lack(now, "region")) return say(tell("Write the region of number {number} first.", { number: now + 1 }));
    for (const row of empty) change(row, "region", region);
    say(tell("The region {region} is now that of {count} more numbers.", { region, count: empty.length }));
  }

  function undecided() {
    const order = rows.map((_, step) => (now + 1 + step) % rows.length);
    const next = order.find((row) => !STATES[cell(row, "decision")]);
    if (next === undefined) say(tell("All are decided: save."));
    else turn(next);
  }

  // A cell as text that no spreadsheet takes for a formula, as the library writes it.
  const SIGNED = "[+\\-−－]?\\p{Nd}[\\p{Nd},，]*(?:[.．]\\p{Nd}+)?(?:[eE][+\\-]?\\p{Nd}+)?[%％]?";
  const LETTERS = "[\\p{L}\\p{Nl}\\p{No}]+";
  const NUMBER = new RegExp(`^${SIGNED}(?:(?: to |至|–)${SIGNED})?(?: ?${LETTERS}(?: ${LETTERS})*)?$`, "u");

  function inert(text) {
    const led = text.split(/([;\t\r\n])/).map((piece) => {
      const first = [...piece].find((sign) => !/["\p{Z}\p{C}]/u.test(sign));
      const like = first !== undefined && "=+-−@".includes([...first.normalize("NFKC")][0]);
      return like && !NUMBER.test(piece.trim()) ? `'${piece}` : piece;
    }).join("");
    return /^[\t\r\n]/.test(text) ? `'${led}` : led;
  }

  function table() {
    const line = (cells) => cells.map((text) => `"${inert(text).replaceAll('"', '""')}"`).join(",");
    const whole = (_, row) => line(columns.map((name) => held.text[name] ?? cell(row, name)));
    return `\ufeff${[line(columns), ...rows.map(whole)].join("\r\n")}\r\n`;
  }

  function save() {
    const link = make("a", { download: held.name });
    link.href = URL.createObjectURL(new Blob([table()], { type: "text/csv" }));
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
    const left = rows.length - count();
    say(`${tell("Saved as {name}.", { name: held.name })}${left ? ` ${tell("{count} numbers are not decided, so that it cannot be added yet.", { count: left })}` : ""}`);
  }

  const KEYS = {
    j: () => turn(Math.min(now + 1, rows.length - 1)), k: () => turn(Math.max(now - 1, 0)), n: undecided,
    a: () => accept(now), r: () => reject(now), u: () => release(now), c: () => open(now), f: fill, s: save,
  };

  document.addEventListener("keydown", (event) => {
    const target = /** @type {HTMLElement} */ (event.target);
    const isField = target.matches("input:not([type=checkbox]), select, textarea");
    if (isField && event.key === "Escape") items[now].querySelector(".head").focus();
    if (isField || event.ctrlKey || event.metaKey || event.altKey || !find("keys").checked || !rows.length) return;
    const act = KEYS[event.key.toLowerCase()];
    if (!act || (event.repeat && !"jk".includes(event.key.toLowerCase()))) return;
    event.preventDefault();
    act();
  });

  for (const [name, offered] of Object.entries(choices)) {
    const options = offered.map(([code, meaning]) => make("option", { value: code, label: `${code}: ${meaning}` }));
    document.body.append(make("datalist", { id: `list-${name}` }, ...options));
  }
  find("save").addEventListener("click", save);
  find("again").addEventListener("click", () => {
    if (!confirm(tell("Forget all decisions and changes on this page?"))) return;
    changes = {};
    keep();
    location.reload();
  });
  find("rows").append(...rows.map((_, row) => build(row)));
  find("bar").hidden = false;
  count();
  const first = Math.max(rows.findIndex((_, row) => !STATES[cell(row, "decision")]), 0);
  if (rows.length) turn(first, true, first > 0);
})();
