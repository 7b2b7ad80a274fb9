"use strict";
(() => {
  const d = document, vi = d.documentElement.lang === "vi";
  const say = vi
    ? { find: "Tìm trong bảng (không cần dấu)", copy: "Sao chép", copied: "Đã sao chép", print: "In danh sách này", found: "dòng" }
    : { find: "Search the table (accents may be left out)", copy: "Copy", copied: "Copied", print: "Print this list", found: "rows" };
  const letters = new Intl.Collator(vi ? "vi" : "en", { numeric: true });
  const plain = text => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[đĐ]/g, "d").toLowerCase().trim();
  const make = (name, text, more) => Object.assign(d.createElement(name), { textContent: text || "" }, more);

  const worth = cell => {
    const text = cell ? cell.textContent.trim() : "";
    const day = /^(\d\d)\/(\d\d)\/(\d{4})(?: (\d\d):(\d\d))?/.exec(text);
    if (day) return +(day[3] + day[2] + day[1] + (day[4] || "00") + (day[5] || "00"));
    const sign = /^[+−±-]/.test(text) ? text[0] : "", number = /^[+−±-]?([\d.,]+)(?![\d.,]*[-.]?[^\s\d%/.,])/.exec(text);
    if (!number) return text === "—" ? "" : text;
    const value = parseFloat(vi ? number[1].replace(/\./g, "").replace(",", ".") : number[1].replace(/,/g, ""));
    return sign === "−" || sign === "-" ? -value : value;
  };
  const compare = (a, b) =>
    a === b ? 0 : a === "" ? 1 : b === "" ? -1 : typeof a === "number" && typeof b === "number" ? a - b : letters.compare(a, b);

  const sort = (table, head, place) => {
    const down = head.getAttribute("aria-sort") === "ascending";
    for (const other of table.querySelectorAll("th[aria-sort]")) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
    const body = table.tBodies[0];
    const rows = [...body.rows].map(row => [worth(row.cells[place]), row]);
    rows.sort((a, b) => (a[0] === "" || b[0] === "" ? compare(a[0], b[0]) : down ? compare(b[0], a[0]) : compare(a[0], b[0])));
    body.append(...rows.map(row => row[1]));
  };

  for (const table of d.querySelectorAll("table.late, table.list")) {
    const frame = table.closest(".scroll"), rows = table.tBodies[0].rows;
    if (rows.length < 2) continue;
    [...table.tHead.rows[0].cells].forEach((head, place) => {
      const button = make("button", head.textContent, { type: "button" });
      head.replaceChildren(button);
      button.onclick = () => sort(table, head, place);
    });
    if (rows.length < 3) continue;
    const tools = make("div", "", { className: "find" }), field = make("input", "", { type: "search", placeholder: say.find });
    const count = make("span");
    field.setAttribute("aria-label", say.find + ": " + table.caption.textContent.trim());
    count.setAttribute("role", "status");
    let texts;
    field.oninput = () => {
      texts = texts || new Map([...rows].map(row => [row, plain(row.textContent)]));
      const wanted = plain(field.value).split(/\s+/);
      let shown = 0;
      for (const [row, text] of texts) shown += !(row.hidden = !wanted.every(word => text.includes(word)));
      count.textContent = field.value ? shown + " " + say.found : "";
    };
    const print = make("button", say.print, { type: "button" });
    print.onclick = () => {
      const chosen = [d.body, frame.closest("section"), frame.closest("details") || frame];
      const names = ["only", "chosen", "chosen"];
      chosen.forEach((part, place) => part.classList.add(names[place]));
      window.onafterprint = () => chosen.forEach((part, place) => part.classList.remove(names[place]));
      window.print();
    };
    tools.append(field, count, print);
    frame.before(tools);
  }

  // Every number in a unit's row leads to the unit's page, where each number opens its records.
  d.addEventListener("click", event => {
    const cell = event.target.closest("tbody td");
    if (!cell || event.target.closest("a") || String(getSelection())) return;
    const link = cell.parentElement.querySelector("th a[href^='don-vi/']");
    if (link) link.click();
  });

  const message = d.getElementById("zalo");
  if (message) {
    const button = make("button", say.copy, { type: "button" });
    button.onclick = async () => {
      const text = message.textContent.replace(/\n+/g, "\n").trim();
      try {
        await navigator.clipboard.writeText(text);
      } catch {
        getSelection().selectAllChildren(message);
        d.execCommand("copy");
      }
      button.textContent = say.copied;
    };
    message.before(button);
  }

  const radios = [...d.querySelectorAll("input[name=dn]")], periods = [...d.querySelectorAll("details.period")];
  const state = () => new URLSearchParams(location.hash.slice(1).includes("=") ? location.hash.slice(1) : "muc=" + location.hash.slice(1));
  const follow = () => {
    const now = state(), period = d.getElementById("ky-" + now.get("ky"));
    if (period) for (const each of periods) each.open = each === period;
    const radio = d.getElementById("dn-" + now.get("dn"));
    if (radio) radio.checked = true;
    const part = d.getElementById(now.get("muc") || "") || period;
    if (!part) return;
    for (let up = part; up; up = up.parentElement) if (up.tagName === "DETAILS") up.open = true;
    part.scrollIntoView();
  };
  const keep = (name, value, muc) => {
    const now = state();
    now.set(name, value);
    now.set("muc", muc);
    history.replaceState(null, "", "#" + now);
  };
  for (const radio of radios) radio.onchange = () => keep("dn", radio.id.slice(3), "tre-han");
  for (const each of periods) each.querySelector("summary").onclick = () => each.open || keep("ky", each.id.slice(3), "bieu");
  addEventListener("hashchange", follow);
  if (location.hash) follow();

  const old = d.getElementById("ban-cu");
  if (old) old.hidden = Date.now() < new Date(old.dataset.asOf + "T00:00:00+07:00").getTime() + 53 * 36e5;
})();
