// Shows the reader's language, draws its charts as they come into view; switches languages; follows links to parts of the page; opens
// charts whole for print.
(() => {
  const root = document.documentElement;
  const drawn = new Map();

  function draw(place) {
    if (drawn.has(place)) return drawn.get(place);
    const specification = JSON.parse(document.getElementById(place.dataset.spec).textContent);
    const { spec } = vegaLite.compile({ ...specification, width: "container", autosize: { type: "fit-x", contains: "padding" } });
    const view = new vega.View(vega.parse(spec), { renderer: "svg", container: place, hover: true });
    const done = view.runAsync().then(() => {
      const picture = place.querySelector("svg");
      picture.setAttribute("role", "img");
      picture.setAttribute("aria-label", place.dataset.title);
      place.dataset.drawn = "yes";
    });
    drawn.set(place, done);
    return done;
  }

  const charts = () => [...document.querySelectorAll(".chart")].filter((place) => place.offsetParent !== null);
  const drawAll = () => Promise.all(charts().map(draw));
  const seen = new IntersectionObserver((entries) => {
    for (const entry of entries) if (entry.isIntersecting) draw(entry.target);
  }, { rootMargin: "400px" });

  function show(language) {
    root.dataset.language = language;
    root.lang = language;
    document.title = root.dataset[language === "id" ? "titleId" : "titleEn"];
    for (const button of document.querySelectorAll(".switch button"))
      button.setAttribute("aria-pressed", String(button.value === language));
    for (const place of document.querySelectorAll(".chart")) seen.observe(place);
  }

  const languages = [...document.querySelectorAll("[data-in]")].map((place) => place.dataset.in);

  // Indonesian to those who read it or Malay, English to all others; a page in one language in that.
  function ofReader() {
    const wanted = /^(id|in|ms)\b/i.test(navigator.language) ? "id" : "en";
    return languages.includes(wanted) ? wanted : root.dataset.language;
  }

  // The language or the part that the address names, #en or #en-map. Charts above a part are drawn first: they would push it away
  // later.
  async function follow() {
    const name = decodeURIComponent(location.hash.slice(1));
    if (languages.includes(name)) return show(name);
    const part = document.getElementById(name);
    const language = part?.closest("[data-in]")?.dataset.in;
    if (!language) return;
    show(language);
    await drawAll();
    part.scrollIntoView();
  }

  for (const button of document.querySelectorAll(".switch button"))
    button.addEventListener("click", () => show(button.value));
  show(ofReader());
  follow();
  window.addEventListener("hashchange", follow);
  window.addEventListener("beforeprint", drawAll);
  window.darah = { drawAll };
})();
