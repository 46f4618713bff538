// Conveniences on pages that work without them. Nothing acts while an input method composes, and no single key until
// shortcuts are switched on (WCAG 2.1.4).

const one = (selector, root = document) => root.querySelector(selector);
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const got = (url) => fetch(url).catch(() => null);
const composing = (event) => event.isComposing || event.keyCode === 229;

// Blocked storage throws; settings then last as long as the page.
let storage = {};
try {
  storage = localStorage;
} catch {}

const settings = {
  on: (name) => storage[`nianbao.${name}`] === "on",
  set: (name, on) => (storage[`nianbao.${name}`] = on ? "on" : "off"),
};

// An Enter that confirms a candidate submits nothing.
addEventListener("keydown", (event) => {
  if (event.key === "Enter" && composing(event) && event.target.form) event.preventDefault();
});

for (const box of all("[data-setting]")) {
  box.checked = settings.on(box.dataset.setting);
  box.addEventListener("change", () => settings.set(box.dataset.setting, box.checked));
}

// Filters applied at once, if wanted; then no tick waits, also after Back.
const filters = one("[data-filters]");
filters?.addEventListener("change", ({ target }) => {
  if (settings.on("apply") && target.type === "checkbox") filters.requestSubmit();
});
addEventListener("pageshow", () => {
  if (!settings.on("apply")) return;
  for (const box of all("[data-filters] [type=checkbox]")) box.checked = box.defaultChecked;
});

// A list narrowed by what is typed: name, initials of pinyin, or code.
const PAUSE_MS = 120;
for (const input of all("[data-find]")) {
  const list = document.getElementById(input.dataset.find);
  const rows = all("li", list).reverse(); // inner ones first
  const text = new Map(rows.map((row) => [row, own(row)]));
  const opened = new Set(all("details[open]", list));
  const narrow = (wanted) => {
    for (const row of rows) {
      row.hidden = !text.get(row).some((word) => word.includes(wanted)) && !one("li:not([hidden])", row);
    }
    for (const fold of all("details", list)) {
      fold.open = wanted ? Boolean(one("li:not([hidden])", fold)) : opened.has(fold);
    }
  };
  const whole = input.dataset.moreUrl && elsewhere(list, input.dataset.moreUrl);
  let timer;
  input.addEventListener("input", (event) => {
    if (composing(event)) return;
    const wanted = input.value.trim().toLowerCase();
    narrow(wanted);
    clearTimeout(timer);
    if (whole) timer = setTimeout(whole, wanted ? PAUSE_MS : 0, wanted);
  });
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault();
  });
}

// A list cut short is narrowed by the server. What it finds replaces the list, whose boxes stay in the form: a tick
// is set in both.
function elsewhere(list, url) {
  const found = list.cloneNode(false);
  found.removeAttribute("id");
  found.hidden = true;
  list.after(found);
  found.addEventListener("change", ({ target }) => {
    const twin = one(`input[value="${target.value}"]`, list);
    if (twin) twin.checked = target.checked;
    else list.append(target.closest("li").cloneNode(true));
  });
  let asked;
  return async (wanted) => {
    asked = wanted;
    const answer = wanted && (await got(`${url}${url.includes("?") ? "&" : "?"}find=${encodeURIComponent(wanted)}`));
    if (wanted !== asked) return;
    found.hidden = !answer?.ok;
    list.hidden = !found.hidden;
    if (found.hidden) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    found.replaceChildren(...page.getElementById(list.id).children);
    for (const box of all("input", found)) {
      box.checked = one(`input[value="${box.value}"]`, list)?.checked ?? box.checked;
    }
  };
}

function own(row) {
  const name = one(".name", row);
  return [name.textContent, name.dataset.initials ?? "", one("input", row)?.value ?? ""];
}

// Copying a link. Without TLS a page may not write to the clipboard: then it is only selected.
for (const button of all("[data-copies]")) {
  button.addEventListener("click", async () => {
    const field = document.getElementById(button.dataset.copies);
    const { clipboard } = navigator;
    if (clipboard) await clipboard.writeText(field.value);
    else field.select();
    button.textContent = clipboard ? "已复制" : "已选中";
  });
}

// Hits: where the reader is, the way to its neighbours, the section in the outline.
const bar = one("[data-steps]");
if (bar) {
  const marks = all("mark[id]");
  const links = all(".outline a");
  document.documentElement.classList.add("scripted-steps");

  const show = (mark) => {
    const place = marks.indexOf(mark);
    const step = (key, beside, label) => {
      const link = document.createElement("a");
      link.textContent = label;
      link.dataset.key = key;
      if (beside) link.href = `#${beside.id}`;
      return link;
    };
    const now = document.createElement("b");
    now.textContent = `第 ${mark.id.slice(4)} 处`;
    bar.replaceChildren(step("p", marks[place - 1], "‹ 上一处"), now, step("n", marks[place + 1], "下一处 ›"));
  };

  let reached = null;
  const arrive = () => {
    const mark = one("mark:target");
    if (mark === reached) return; // the browser's own event, after a key's: focus may have moved on
    reached = mark;
    if (!mark) return;
    show(mark);
    mark.tabIndex = -1;
    mark.focus({ preventScroll: true });
  };
  addEventListener("hashchange", arrive);
  addEventListener("load", arrive); // sooner, the target may be unknown

  const sections = all(".text > section");
  const current = () => {
    const here = sections.findLast((section) => section.getBoundingClientRect().top < innerHeight / 3);
    for (const link of links) link.removeAttribute("aria-current");
    links[here ? Number(here.id.slice(2)) - 1 : 0]?.setAttribute("aria-current", "location");
  };
  let waiting = false;
  addEventListener("scroll", () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      current();
    });
  });
}

// Keys: / to the search box, n and p to the next and previous hit.
addEventListener("keydown", (event) => {
  const typing = event.target.closest("input:not([type=checkbox]), select, textarea");
  if (!settings.on("keys") || composing(event) || typing || event.ctrlKey || event.metaKey || event.altKey) return;
  const step = bar && one(`a[href][data-key="${CSS.escape(event.key)}"]`, bar);
  const box = event.key === "/" && one("#q");
  if (!step && !box) return;
  event.preventDefault();
  if (box) return box.select();
  location.hash = step.hash; // at once, unlike a click: quick keys are all steps
  dispatchEvent(new Event("hashchange"));
});

// Suggestions: the list of a combobox (WAI-ARIA), asked for in pauses.
for (const input of all("[data-suggest-url]")) {
  const list = document.createElement("ul");
  list.className = "suggest";
  list.id = `${input.id}-suggest`;
  list.role = "listbox";
  list.ariaLabel = "检索建议";
  list.hidden = true;
  input.after(list);
  Object.assign(input, { role: "combobox", ariaAutoComplete: "list", ariaExpanded: "false" });
  input.setAttribute("aria-controls", list.id);

  let timer;
  let asked = "";
  const close = () => {
    clearTimeout(timer);
    asked = ""; // a late answer opens nothing
    list.hidden = true;
    input.ariaExpanded = "false";
    point();
  };
  const choose = (option) => {
    input.value = option.dataset.text;
    close();
    input.form.requestSubmit();
  };
  const point = (option) => {
    for (const other of list.children) other.ariaSelected = String(other === option);
    if (option) input.setAttribute("aria-activedescendant", option.id);
    else input.removeAttribute("aria-activedescendant");
    option?.scrollIntoView({ block: "nearest" });
  };
  const fill = (suggestions) => {
    list.replaceChildren(
      ...suggestions.map(([text, note], place) => {
        const option = document.createElement("li");
        Object.assign(option, { id: `${list.id}-${place}`, role: "option", ariaSelected: "false" });
        option.dataset.text = text;
        const soft = document.createElement("span");
        soft.className = "soft";
        soft.textContent = note;
        option.append(text, soft);
        return option;
      }),
    );
    list.hidden = suggestions.length === 0;
    input.ariaExpanded = String(!list.hidden);
    point();
  };
  const ask = async () => {
    asked = input.value.trim();
    if (!asked) return close();
    const mine = asked;
    const answer = await got(`${input.dataset.suggestUrl}?q=${encodeURIComponent(mine)}`);
    const [, texts, notes] = answer?.ok ? await answer.json() : ["", [], []];
    if (mine === asked && document.activeElement === input) fill(texts.map((text, place) => [text, notes[place]]));
  };
  const soon = (event) => {
    if (event.type === "input" && composing(event)) return;
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE_MS);
  };
  input.addEventListener("input", soon);
  input.addEventListener("compositionend", soon);
  input.addEventListener("blur", close);
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => choose(event.target.closest("li")));
  input.addEventListener("keydown", (event) => {
    if (composing(event)) return;
    const options = [...list.children];
    const chosen = list.hidden ? -1 : options.findIndex((option) => option.ariaSelected === "true");
    if (event.key === "Escape" && !list.hidden) close();
    else if (event.key === "Enter" && chosen >= 0) choose(options[chosen]);
    else if (event.key === "ArrowDown" && list.hidden) ask();
    else if (event.key === "ArrowDown") point(options[chosen + 1]);
    else if (event.key === "ArrowUp" && !list.hidden) point(options.at(chosen < 0 ? -1 : chosen - 1));
    else return;
    event.preventDefault();
  });
}
