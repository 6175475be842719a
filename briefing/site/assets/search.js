/* The search box over Pagefind's index. Words of articles are only ever set as text, so that none can be markup. */
(() => {
  "use strict";

  const box = document.querySelector("[data-bf-search]");
  const toggle = document.getElementById("__search");
  if (!box || !toggle) return;

  const BUNDLE = new URL("../pagefind/pagefind.js", document.currentScript.src).href;
  /* Name, label, and whether a page must have all of the chosen values: it has many actors, but one year. */
  const FACETS = [
    ["actor", "Actor", true],
    ["topic", "Topic", true],
    ["outlet", "Outlet", false],
    ["year", "Year", false],
    ["kind", "Kind", false],
  ];
  const AT_ONCE = 10;
  const EXCERPT_WORDS = 28;
  const REST_MS = 200;
  const FILTERABLE = 15; // choices from which a field to look through them helps
  /* Statements, their speakers, lines of the summary and of the background, topics: what ends where the next begins,
     and where a reader wants to be. */
  const ITEM = /^([psb]-[0-9a-f]{6,}.*|from-\d+|topics)$/;
  const WORD = /^([^\p{L}\p{N}]*)(.*?)([^\p{L}\p{N}]*)$/su; // without the marks around it
  const NOT_THERE = "The search index is not there yet. It is made after the pages: try again in a moment.";

  const [form, input] = [box.querySelector("form"), box.querySelector("input")];
  const output = box.querySelector(".md-search__output");
  const meta = box.querySelector(".md-search-result__meta");
  const bar = box.querySelector(".bf-search-facets");
  const list = box.querySelector("ol");
  const more = box.querySelector(".bf-search-more");

  const chosen = new Map(FACETS.map(([name]) => [name, new Set()]));
  let totals; // counts of all pages by facet, once they are known
  let counts = {}; // those of the pages found
  let unfolded = null; // the facet whose choices are shown
  let found = [];
  let shown = 0;
  let changes = 0;

  /* ---- Asking ---- */

  let engine;
  let tries = 0;
  function load() {
    // A module that could not be had is not asked for again under the same address.
    if (!engine) {
      engine = import(tries++ ? `${BUNDLE}?${tries}` : BUNDLE).then((pagefind) => (pagefind.init(), pagefind));
      engine.catch(() => (engine = undefined));
    }
    return engine;
  }

  const filters = (without) =>
    Object.fromEntries(
      FACETS.filter(([name]) => name !== without && chosen.get(name).size).map(([name, , all]) => [
        name,
        { [all ? "all" : "any"]: [...chosen.get(name)] },
      ]),
    );

  /* One question at a time: while words are typed, answers to their beginnings are better than none. */
  let asking = false;
  let resting;
  async function ask() {
    changes += 1;
    if (asking) return;
    asking = true;
    for (let done = 0; done !== changes && toggle.checked; ) {
      done = changes;
      try {
        await answer();
      } catch (error) {
        console.error(error);
        say(NOT_THERE);
      }
    }
    asking = false;
  }

  async function answer() {
    clearTimeout(resting);
    const words = input.value.trim();
    const narrowed = FACETS.some(([name]) => chosen.get(name).size);
    const pagefind = await load();
    const how = { filters: filters(), sort: words ? {} : { date: "desc" } };
    let results = [];
    if (words || narrowed) {
      const asked = [pagefind.search(words || null, how)];
      // Those that have the words as a phrase come first.
      if (/\S\s+\S/.test(words) && !/"/.test(words)) asked.push(pagefind.search(`"${words}"`, how));
      const [all, exact] = await Promise.all(asked);
      const phrases = new Map(exact?.results.map((r) => [r.id, r.words]));
      for (const result of all.results) result.phrase = phrases.get(result.id) ?? [];
      results = all.results.sort((a, b) => Boolean(b.phrase.length) - Boolean(a.phrase.length));
    }
    await show(results, words, narrowed);
    resting = setTimeout(() => {
      remember();
      count(pagefind, words, narrowed).catch(console.error);
    }, REST_MS);
  }

  /* When the typing rests, since the counts of all choices are more to load than the results. */
  async function count(pagefind, words, narrowed) {
    const change = changes;
    totals ??= await pagefind.filters();
    const made = words || narrowed ? await counted(pagefind, words) : totals;
    if (change !== changes) return;
    counts = made;
    drawFacets();
  }

  /* How many pages there would be with each choice. Of the values of which any will do, each adds its own pages, so
     that what is chosen of the same facet does not count. */
  async function counted(pagefind, words) {
    const { filters: made } = await pagefind.search(words || null, { filters: filters() });
    for (const [name, , all] of FACETS) {
      if (all || !chosen.get(name).size) continue;
      made[name] = (await pagefind.search(words || null, { filters: filters(name) })).filters[name];
    }
    return made;
  }

  /* What is searched stands in the address, so that it can be linked to. */
  function remember() {
    const words = input.value.trim();
    const url = new URL(location.href);
    for (const key of [...url.searchParams.keys()]) if (/^q($|-)/.test(key)) url.searchParams.delete(key);
    if (toggle.checked) {
      if (words) url.searchParams.set("q", words);
      for (const [name] of FACETS) for (const value of chosen.get(name)) url.searchParams.append(`q-${name}`, value);
    }
    if (url.href !== location.href) history.replaceState(history.state, "", url);
  }

  /* ---- Results ---- */

  async function show(results, words, narrowed) {
    const first = await items(results.slice(0, AT_ONCE), words);
    found = results;
    shown = first.length;
    const count = results.length.toLocaleString("en");
    say(
      !words && !narrowed
        ? "Type to search, or choose below"
        : results.length
          ? `${count} ${results.length === 1 ? "page" : "pages"}`
          : "No page has that" + (narrowed ? ". Fewer choices may help." : ""),
    );
    list.replaceChildren(...first);
    more.hidden = shown >= found.length;
    list.closest(".md-search__scrollwrap").scrollTop = 0;
  }

  async function showMore() {
    const of = found;
    const next = await items(of.slice(shown, shown + AT_ONCE), input.value.trim());
    if (of !== found || of.length <= shown) return;
    list.append(...next);
    shown += next.length;
    const focused = document.activeElement === more;
    more.hidden = shown >= found.length;
    if (focused) next[0]?.querySelector("a")?.focus();
  }

  const items = (results, words) => Promise.all(results.map(async (r) => item(await r.data(), words, r.phrase)));

  function item(page, words, phrase) {
    const terms = folded(words).split(/[\s"]+/).filter(Boolean);
    const [first, ...rest] = sections(page, terms, phrase);
    const made = make("li", "md-search-result__item");
    const head = link(page.url, make("h1", "", marked(page.meta.title, terms)));
    if (page.meta.about) head.firstChild.append(make("p", "bf-search-about", page.meta.about));
    made.append(head);
    if (!first) head.firstChild.append(make("p", "", opening(page)));
    else if (!first.id) head.firstChild.append(make("p", "", first.words));
    else made.append(section(page, first));
    if (rest.length) {
      const more = make("details", "md-search-result__more");
      more.append(make("summary", "", make("div", "", `${rest.length} more on this page`)));
      more.append(...rest.map((s) => section(page, s)));
      made.append(more);
    }
    return made;
  }

  const section = (page, s) => link(`${page.url}#${s.id}`, make("h2", "", s.label), make("p", "", s.words));

  function link(href, ...inside) {
    const made = make("a", "md-search-result__link");
    made.href = href;
    made.append(make("article", "md-search-result__article md-typeset", ...inside));
    return made;
  }

  /* The parts of a page that have words of the query, those with all of them as a phrase or most of them first: each with its label, its anchor,
     and the words around those found. What is found in the title alone is no part: the title is there already. */
  function sections(page, terms, phrase) {
    const anchors = page.anchors
      .filter((a) => (/^h[2-6]$/.test(a.element) && a.text?.trim()) || ITEM.test(a.id))
      .sort((a, b) => a.location - b.location);
    const text = wordsOf(page);
    const title = titleOf(page);
    const parts = new Map();
    for (const hit of page.weighted_locations) {
      if (hit.location < title) continue;
      let n = anchors.length - 1;
      while (n >= 0 && anchors[n].location > hit.location) n -= 1;
      const part = parts.get(n) ?? { hits: [], terms: new Set(), phrase: false, score: 0 };
      const word = folded(text.words[hit.location] ?? "");
      for (const term of terms) if (word.includes(term)) part.terms.add(term);
      part.hits.push(hit.location);
      part.score += hit.balanced_score;
      part.phrase ||= phrase.includes(hit.location);
      parts.set(n, part);
    }
    const made = [...parts].map(([n, part]) => {
      // A heading is the label, not a part of what stands below it.
      const heading = /^h/.test(anchors[n]?.element ?? "") ? anchors[n].text.trim().split(/\s+/).length : 0;
      const from = n < 0 ? title : anchors[n].location + heading;
      const to = anchors[n + 1]?.location ?? text.words.length;
      const words = excerpt(text, part.hits, from, to);
      return { id: anchors[n]?.id, label: label(page, anchors, n, text), ...part, words };
    });
    return made.sort((a, b) => b.phrase - a.phrase || b.terms.size - a.terms.size || b.score - a.score);
  }

  /* The heading above, and before a statement whose it is. */
  function label(page, anchors, n, text) {
    let heading = "";
    for (let k = n; k >= 0 && !heading; k -= 1) if (/^h/.test(anchors[k].element)) heading = anchors[k].text;
    const id = anchors[n]?.id ?? "";
    if (id === "topics") return "Topics";
    if (!id.startsWith("p-")) return heading;
    const voice = anchors.filter((a) => a.id.startsWith("from-") && a.location <= anchors[n].location).pop();
    const said = voice && anchors.find((a) => a.location >= voice.location && a.id.startsWith("p-"));
    const name = said ? text.words.slice(voice.location, said.location).join(text.joiner).trim() : "";
    return name ? `${heading}: ${name}` : heading;
  }

  function excerpt(text, hits, from, to) {
    const inside = hits.filter((h) => h >= from && h < to);
    const length = Math.min(EXCERPT_WORDS, to - from);
    let start = from;
    let most = -1;
    for (const hit of inside) {
      const begin = Math.max(from, Math.min(hit - 6, to - length));
      const fits = inside.filter((h) => h >= begin && h < begin + length).length;
      if (fits > most) [most, start] = [fits, begin];
    }
    const lit = new Set(inside);
    const made = document.createDocumentFragment();
    if (start > from) made.append("… ");
    for (let k = start; k < start + length; k += 1) {
      const [, before, word, after] = lit.has(k) ? WORD.exec(text.words[k]) : [0, text.words[k], "", ""];
      made.append(before, ...(word ? [make("mark", "", word)] : []), after, text.joiner);
    }
    if (start + length < to) made.append("…");
    return made;
  }

  /* The first words of a page, without its title and the heading of its first part. */
  function opening(page) {
    const { words, joiner } = wordsOf(page);
    const from = page.anchors.find((a) => ITEM.test(a.id))?.location ?? titleOf(page);
    return words.slice(from, from + EXCERPT_WORDS).join(joiner) + (words.length > from + EXCERPT_WORDS ? " …" : "");
  }

  /* How many words at the beginning are the title. */
  const titleOf = (page) => (page.content.startsWith(page.meta.title) ? page.meta.title.split(/\s+/).length : 0);

  /* As Pagefind counts words; where it cuts them itself, there are marks between them. */
  function wordsOf(page) {
    const raw = page.raw_content.replace(/&lt;/g, "<").replace(/&gt;/g, ">");
    return raw.includes("\u200b") ? { words: raw.split("\u200b"), joiner: "" } : { words: raw.split(/\s+/), joiner: " " };
  }

  function marked(text, terms) {
    const made = document.createDocumentFragment();
    for (const part of text.split(/([\p{L}\p{N}\p{M}]+)/u)) {
      const hit = part && terms.some((t) => folded(part).startsWith(t));
      made.append(hit ? make("mark", "", part) : part);
    }
    return made;
  }

  /* ---- Facets ---- */

  function drawFacets() {
    const focused = document.activeElement?.dataset?.bf;
    const buttons = make("div", "bf-search-row");
    for (const [name, text] of FACETS) {
      if (Object.keys(totals[name] ?? {}).length < 2) continue; // nothing to choose
      const open = unfolded === name;
      const button = make("button", "bf-search-facet", text);
      button.type = "button";
      button.dataset.bf = name;
      button.setAttribute("aria-expanded", String(open));
      button.setAttribute("aria-controls", "bf-search-choices");
      if (chosen.get(name).size) button.append(make("b", "", ` ${chosen.get(name).size}`));
      button.addEventListener("click", () => {
        unfolded = open ? null : name;
        drawFacets();
      });
      buttons.append(button);
    }
    const chips = make("div", "bf-search-row");
    for (const [name, text] of FACETS) {
      for (const value of chosen.get(name)) {
        const chip = make("button", "bf-search-chip", `${value} `, make("span", "", "×"));
        chip.type = "button";
        chip.dataset.bf = `${name}=${value}`;
        chip.setAttribute("aria-label", `${text}: ${value}. Take it out`);
        chip.addEventListener("click", () => choose(name, value, false));
        chips.append(chip);
      }
    }
    const choices = make("div", "bf-search-choices");
    choices.id = "bf-search-choices";
    choices.hidden = !unfolded;
    if (unfolded) choices.append(...drawChoices(FACETS.find(([name]) => name === unfolded)));
    bar.replaceChildren(buttons, choices, ...(chips.childElementCount ? [chips] : []));
    if (focused) (bar.querySelector(`[data-bf="${CSS.escape(focused)}"]`) ?? input).focus({ preventScroll: true });
  }

  function drawChoices([name, text]) {
    const of = (value) => counts[name]?.[value] ?? 0;
    const values = Object.keys(totals[name])
      .filter((value) => of(value) || chosen.get(name).has(value))
      .sort((a, b) => (name === "year" ? b.localeCompare(a) : of(b) - of(a) || a.localeCompare(b)));
    const group = make("div", "bf-search-values");
    group.setAttribute("role", "group");
    group.setAttribute("aria-label", text);
    group.append(
      ...values.map((value) => {
        const field = make("input");
        field.type = "checkbox";
        field.checked = chosen.get(name).has(value);
        field.dataset.bf = `${name}:${value}`;
        field.addEventListener("change", () => choose(name, value, field.checked));
        return make("label", "", field, make("span", "", value), make("small", "", of(value).toLocaleString("en")));
      }),
    );
    if (values.length < FILTERABLE) return [group];
    const field = make("input", "bf-search-among");
    field.type = "text";
    field.placeholder = `Find among ${values.length}`;
    field.setAttribute("aria-label", `Find among ${values.length}: ${text}`);
    field.addEventListener("input", () => {
      for (const row of group.children) row.hidden = !folded(row.textContent).includes(folded(field.value));
    });
    return [field, group];
  }

  function choose(name, value, on) {
    chosen.get(name)[on ? "add" : "delete"](value);
    drawFacets();
    ask();
  }

  /* ---- Opening, closing, moving ---- */

  function open() {
    if (!toggle.checked) toggle.click();
    else opened();
  }

  function opened() {
    output.inert = !toggle.checked;
    if (toggle.checked) {
      input.focus();
      ask();
    } else {
      clearTimeout(resting);
      if (box.contains(document.activeElement)) document.activeElement.blur();
      remember();
    }
  }

  const close = () => toggle.checked && toggle.click();

  toggle.addEventListener("change", opened);
  input.addEventListener("focus", () => toggle.checked || open());
  input.addEventListener("input", ask);
  box.addEventListener("pointerenter", load, { once: true });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    list.querySelector("a")?.click();
  });
  form.addEventListener("reset", () => {
    for (const values of chosen.values()) values.clear();
    setTimeout(() => (input.focus(), drawFacets(), ask()));
  });
  more.addEventListener("click", showMore);
  new IntersectionObserver((seen) => seen.some((s) => s.isIntersecting) && toggle.checked && showMore()).observe(more);
  box.addEventListener("focusout", ({ relatedTarget: to }) => {
    if (to && !box.contains(to) && to !== toggle) close();
  });

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const { key, target } = event;
    if (!toggle.checked) {
      const typing = target.isContentEditable || target.closest?.("input:not(.md-toggle), select, textarea, dialog");
      if (typing || !["/", "s", "f"].includes(key)) return;
      event.preventDefault();
      open();
    } else if (key === "Escape") {
      event.preventDefault();
      if (!unfolded) return close();
      const button = bar.querySelector(`[data-bf="${unfolded}"]`);
      unfolded = null;
      button?.focus();
      drawFacets();
    } else if ((key === "ArrowDown" || key === "ArrowUp") && !bar.contains(target)) {
      const ways = [input, ...list.querySelectorAll("a, summary"), ...(more.hidden ? [] : [more])].filter((e) =>
        e.checkVisibility(),
      );
      const at = ways.indexOf(document.activeElement);
      const step = key === "ArrowDown" ? 1 : ways.length - 1;
      event.preventDefault();
      ways[(Math.max(at, 0) + step) % ways.length].focus();
    }
  });

  /* ---- Small things ---- */

  const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const say = (text) => (meta.textContent = text);

  function make(tag, name = "", ...inside) {
    const made = document.createElement(tag);
    if (name) made.className = name;
    made.append(...inside);
    return made;
  }

  const asked = new URLSearchParams(location.search);
  if ([...asked.keys()].some((key) => /^q($|-)/.test(key))) {
    input.value = asked.get("q") ?? "";
    for (const [name] of FACETS) for (const value of asked.getAll(`q-${name}`)) chosen.get(name).add(value);
    // The theme closes its search when a page has come.
    setTimeout(open, 250);
  }
})();
