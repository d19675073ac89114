// Shows the state that the server sends, whole each time. Only what differs is touched, so that nothing scrolls away.
"use strict";

const byId = (id) => document.getElementById(id);
const articles = new Map(); // by the key of a file
const address = (kind, key) => kind + "/" + key.split("/").map(encodeURIComponent).join("/");

function made(tag, words, kind) {
  const element = document.createElement(tag);
  if (words) element.textContent = words;
  if (kind) element.className = kind;
  return element;
}

function list(id, title, lines) {
  const section = byId(id);
  section.hidden = lines.length === 0;
  section.replaceChildren(...(lines.length ? [made("b", title), ...lines] : []));
}

function problem(one) {
  const line = made("p", "", one.severity);
  line.append(made("b", one.severity + ": "), one.message);
  return line;
}

function status(state) {
  if (state.building) {
    const saved = (state.saved || []).join(", ");
    const left = state.left ? ", " + Math.ceil(state.left) + " s left" : "";
    const count = state.total ? " (" + state.done + " of " + state.total + left + ")" : "";
    return "Building" + (saved ? ": " + saved : "") + (state.document ? " – " + state.document : "") + count + " …";
  }
  const changed = state.files.filter((file) => file.turn === state.turn).length;
  const errors = state.standing.filter((one) => one.severity !== "warning").length;
  const what = errors ? errors + " problem(s) to put right" : changed + " file(s) changed";
  return what + ", after " + state.seconds.toFixed(1) + " s. Waiting for the next save.";
}

function picture(file, number) {
  const image = made("img");
  const [width, height] = file.sheet || [];
  image.loading = "lazy";
  image.alt = file.path + ", page " + number;
  if (width && height) {
    image.width = Math.round(width * 3);
    image.height = Math.round(height * 3);
  }
  return image;
}

// A new picture takes the place of the old one when it is there, so that nothing flickers.
function show(image, source) {
  if (!image.getAttribute("src")) {
    image.src = source;
    return;
  }
  const next = new Image();
  next.onload = () => { image.src = source; };
  next.src = source;
}

function article(file, pages) {
  let one = articles.get(file.key);
  if (!one) {
    one = { root: made("article"), link: made("a"), about: made("small"), pages: made("div", "", "pages"), version: "" };
    const head = made("h2");
    head.append(one.link, " ", one.about);
    one.root.append(head, one.pages);
    one.root.dataset.key = file.key;
    articles.set(file.key, one);
  }
  if (one.version === file.version) return one.root;
  one.version = file.version;
  one.link.textContent = file.key;
  one.link.href = address("file", file.key) + "?" + file.version;
  one.link.target = "_blank";
  one.about.textContent = file.pages ? file.pages + " page(s)" : "";
  while (one.pages.children.length > pages) one.pages.lastChild.remove();
  while (one.pages.children.length < pages) one.pages.append(picture(file, one.pages.children.length + 1));
  [...one.pages.children].forEach((image, at) => {
    show(image, address("page/" + (at + 1), file.key) + "?" + file.version);
  });
  return one.root;
}

function render(state) {
  byId("status").textContent = status(state);
  list("problems", "", state.standing.map(problem));
  list("mended", "Mended", (state.mended || []).map((words) => made("p", words)));
  list("missing", "Not made; what was made before stays", state.missing.map((words) => made("p", words)));
  const single = state.files.filter((file) => file.form === "page");
  const seen = single.length ? single : state.files;
  const roots = state.files.map((file) => {
    const root = article(file, seen.includes(file) ? file.pages : 0);
    root.classList.toggle("changed", state.turn > 1 && file.turn === state.turn);
    return root;
  });
  const rank = (file) => (seen.includes(file) ? 0 : 1);
  const order = state.files.map((file, at) => [rank(file), at]).sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const wanted = order.map(([, at]) => roots[at]);
  const there = byId("files");
  if (wanted.length !== there.children.length || wanted.some((root, at) => there.children[at] !== root)) {
    there.replaceChildren(...wanted);
  }
  for (const key of articles.keys()) {
    if (!state.files.some((file) => file.key === key)) articles.delete(key);
  }
  document.body.dataset.turn = state.turn;
  document.body.dataset.building = state.building;
}

const source = new EventSource("events");
source.onmessage = (event) => {
  document.body.classList.remove("lost");
  render(JSON.parse(event.data));
};
source.onerror = () => {
  document.body.classList.add("lost");
  byId("status").textContent = "The connection is lost: packbuilder watch has ended. What is shown may be out of date.";
};
