// The search page of a site: asks the index that pagefind made, and lists what it finds as text, never as markup.

const SHOWN = 50;
const PAUSE = 150;

const field = document.getElementById("words");
const told = document.getElementById("told");
const results = document.getElementById("results");
const site = new URL(".", document.baseURI);
let asked = 0;

async function openIndex() {
  const pagefind = await import("./site.search/pagefind.js");
  await pagefind.options({ baseUrl: site.pathname, excerptLength: 40 });
  return pagefind;
}

const index = openIndex();

function write(name, text, className) {
  const element = document.createElement(name);
  element.textContent = text;
  if (className) element.className = className;
  return element;
}

// An excerpt comes as escaped text with <mark> around what was found: it is parsed apart from the page, and of it only
// words and marks are taken.
function writeExcerpt(markup) {
  const line = document.createElement("p");
  line.className = "excerpt-found";
  for (const node of new DOMParser().parseFromString(markup, "text/html").body.childNodes) {
    line.append(node.nodeName === "MARK" ? write("mark", node.textContent) : node.textContent);
  }
  return line;
}

function writeResult(found) {
  const { title, label, about, language } = found.meta;
  const item = document.createElement("li");
  const heading = document.createElement("h2");
  const link = write("a", title);
  link.href = new URL(found.url, site).pathname;
  link.lang = language;
  heading.append(link);
  const line = document.createElement("p");
  line.className = `edition ${label.toLowerCase().replace(":", "-").replace("+", "-")}`;
  line.append(write("span", label, "tlp"), " ", write("span", about, "facts"));
  const excerpt = writeExcerpt(found.excerpt);
  excerpt.lang = language;
  item.append(heading, line, excerpt);
  return item;
}

async function search() {
  const words = field.value.trim();
  const turn = ++asked;
  const page = new URL(location.href);
  page.hash = words ? encodeURIComponent(words) : "";
  history.replaceState(null, "", page);
  if (!words) {
    told.textContent = "";
    results.replaceChildren();
    return;
  }
  try {
    const { results: found } = await (await index).search(words);
    const shown = await Promise.all(found.slice(0, SHOWN).map((one) => one.data()));
    if (turn !== asked) return;
    told.textContent = told.dataset.found.replace("{number}", String(found.length));
    results.replaceChildren(...shown.map(writeResult));
    told.dataset.asked = words;
  } catch (error) {
    told.textContent = told.dataset.failed;
    throw error;
  }
}

// The page says that there is no search until there is: without scripts, or opened as a file, it goes on saying so.
told.textContent = "";
let waiting;
field.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(search, PAUSE);
});
document.getElementById("search").addEventListener("submit", (event) => {
  event.preventDefault();
  search();
});
// What was typed before this script came, or stands in the address.
if (!field.value && location.hash.length > 1) field.value = decodeURIComponent(location.hash.slice(1));
if (field.value) search();
