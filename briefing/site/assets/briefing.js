/* What the pages do better with a script: filter and sort lists, and copy citations. Without it they are whole. */
(() => {
  "use strict";

  /* ---- Lists ---- */

  function setUp(form) {
    if (form.dataset.ready) return;
    form.dataset.ready = "yes";
    const lists = [...document.querySelectorAll(form.dataset.lists)];
    const items = lists.flatMap((list) => [...list.children].filter((c) => !c.matches(".bf-broken, .bf-notice")));
    const words = new Map(items.map((i) => [i, fold(i.textContent)]));
    const first = lists.map((list) => [...list.children]);
    const out = form.querySelector("output");
    const fields = [...form.elements].filter((e) => e.name);
    const asked = new URLSearchParams(location.search);
    for (const field of fields) if (asked.has(field.name)) field.value = asked.get(field.name);

    function show() {
      const value = Object.fromEntries(fields.map((f) => [f.name, f.value.trim()]));
      const wanted = fold(value.words).split(" ").filter(Boolean);
      const chosen = fields.filter((f) => f.tagName === "SELECT" && f.name !== "order" && f.value);
      let shown = 0;
      for (const item of items) {
        const fits =
          chosen.every((f) => (item.dataset[f.name] || "").split(" ").includes(f.value)) &&
          wanted.every((w) => words.get(item).includes(w));
        item.hidden = !fits;
        shown += fits;
      }
      lists.forEach((list, n) => {
        list.append(...order(first[n], value.order));
        list.hidden = first[n].length > 0 && first[n].every((i) => i.hidden);
      });
      for (const heading of document.querySelectorAll(".bf-head ~ h2")) {
        const below = [];
        for (let e = heading.nextElementSibling; e && e.tagName !== "H2"; e = e.nextElementSibling) below.push(e);
        if (below.length && below.every((e) => lists.includes(e))) heading.hidden = below.every((e) => e.hidden);
      }
      const all = shown === items.length;
      out.textContent = all ? "" : shown ? `${shown} of ${items.length}` : "Nothing fits.";
      const query = new URLSearchParams(fields.filter((f) => f.value).map((f) => [f.name, f.value])).toString();
      history.replaceState(history.state, "", location.pathname + (query ? "?" + query : "") + location.hash);
    }

    function order(children, by) {
      if (!by) return children;
      if (by === "oldest") {
        const dated = children.filter((e) => !e.dataset.undated);
        return [...dated.reverse(), ...children.filter((e) => e.dataset.undated)];
      }
      const key = (e) => (by === "title" ? words.get(e) || "" : -Number(e.dataset[by] || 0));
      return [...children].sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
    }

    form.addEventListener("input", show);
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("reset", () => setTimeout(show));
    form.hidden = false;
    if (fields.some((f) => f.value)) show();
  }

  const fold = (text) => text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase().replace(/\s+/g, " ").trim();

  /* ---- Citations ---- */

  async function cite(link) {
    const files = Object.fromEntries(
      [...document.querySelectorAll(".bf-citing a[data-format]")].map((a) => [a.dataset.format, a.href]),
    );
    const texts = {};
    for (const [name, href] of Object.entries(files)) {
      const answer = await fetch(href);
      if (!answer.ok) throw new Error(href);
      texts[name] = await answer.text();
    }
    const entry = JSON.parse(texts["CSL-JSON"]).find((e) => e.id.endsWith(link.dataset.cite));
    const now = new Date();
    const parts = [now.getFullYear(), now.getMonth() + 1, now.getDate()];
    const iso = parts.map((p) => String(p).padStart(2, "0")).join("-");
    const { apa } = entry.custom;
    const bib = texts.BibTeX.split("\n\n").find((e) => e.startsWith(`@online{${entry.id},`));
    const ris = texts.RIS.split("\n\n").find((e) => e.includes(`ID  - ${entry.id}\n`));
    delete entry.custom;
    entry.accessed = { "date-parts": [parts] };
    const day = now.toLocaleDateString("en", { year: "numeric", month: "long", day: "numeric" });
    open(link, {
      APA: `${apa} (retrieved ${day})`,
      BibTeX: bib.trim().replace(/\n}$/, `\n  urldate = {${iso}},\n}`),
      RIS: ris.trim().replace(/\nER {2}-$/, `\nY2  - ${iso.replaceAll("-", "/")}\nER  -`),
      "CSL-JSON": JSON.stringify(entry, null, 2),
    });
  }

  function open(link, formats) {
    const dialog = document.createElement("dialog");
    dialog.className = "bf bf-dialog";
    const title = make("h2", "Cite this statement");
    title.id = "bf-cite-title";
    dialog.setAttribute("aria-labelledby", title.id);
    const close = make("button", "Close");
    close.addEventListener("click", () => dialog.close());
    dialog.append(title, close);
    for (const [name, text] of Object.entries(formats)) {
      const copy = make("button", "Copy");
      copy.setAttribute("aria-label", `Copy ${name}`);
      copy.addEventListener("click", async () => {
        try {
          await navigator.clipboard.writeText(text);
          copy.textContent = "Copied";
        } catch {
          getSelection().selectAllChildren(pre);
          copy.textContent = "Selected: copy it with your keyboard";
        }
      });
      const head = make("h3", name);
      const pre = make("pre", text);
      pre.tabIndex = 0;
      dialog.append(head, copy, pre);
    }
    dialog.addEventListener("close", () => {
      dialog.remove();
      link.focus();
    });
    document.body.append(dialog);
    dialog.showModal();
  }

  function make(tag, text) {
    const made = document.createElement(tag);
    made.textContent = text;
    return made;
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[data-cite]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    // Where the files cannot be fetched, as from a disk, the page's own list is the way.
    cite(link).catch(() => (location.hash = link.getAttribute("href")));
  });

  const start = () => document.querySelectorAll("form.bf-filter").forEach(setUp);
  // Material replaces a page without loading it, if `navigation.instant` is on.
  if (window.document$?.subscribe) window.document$.subscribe(start);
  else if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
