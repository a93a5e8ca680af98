/* Draws the charts of a report, and closes the tables of their numbers, which stand open for those without script.
   Where loading Plotly is dear, on a phone or a slow network, it is loaded when somebody asks for it. */
(() => {
  const PHONE = matchMedia("(max-width: 39.99rem)"); // as in hashar.css
  const NIGHT = matchMedia("(prefers-color-scheme: dark)");
  const A4 = { width: 850, height: 960 }; // at the zoom with which hashar.css prints drawings, less title and words
  const SETTINGS = { responsive: true, displayModeBar: false, doubleClick: false, showTips: false };

  const loading = document.querySelector(".loading");
  const charts = [...document.querySelectorAll(".chart")];
  if (!charts.length) return;
  const { night, paper } = JSON.parse(loading.dataset.colours);
  const [button, waiting, failed] = ["button", ".waits", ".error"].map((each) => loading.querySelector(each));
  let isDrawn = false;

  /* Not where this visit has loaded it before: then the browser has it. */
  function isDear() {
    if (window.Plotly || sessionStorage.getItem(loading.dataset.plotly)) return false;
    const { saveData, effectiveType } = navigator.connection || {};
    return PHONE.matches || saveData || /2g|3g/.test(effectiveType || "");
  }

  function open(isOpen) {
    for (const chart of charts) chart.querySelector("details").open = isOpen;
  }

  /* What is below a chart stays where it is when the chart comes. */
  function reserve(height) {
    for (const chart of charts) chart.querySelector(".drawing").style.minHeight = height(chart);
  }

  function figure(chart, colours = {}) {
    return JSON.parse(chart.querySelector("script").textContent, (key, value) =>
      typeof value === "string" ? coloured(value, colours) : value,
    );
  }

  async function load(address) {
    await new Promise((resolve, reject) => {
      const script = document.createElement("script");
      Object.assign(script, { src: address, onload: resolve, onerror: reject });
      document.head.append(script);
    });
    sessionStorage.setItem(address, "loaded");
  }

  async function begin() {
    button.hidden = failed.hidden = true;
    waiting.hidden = false;
    const soon = setTimeout(() => (loading.hidden = false), 1000); // a word where it takes its time
    reserve((chart) => `${figure(chart).layout.height}px`);
    try {
      if (!window.Plotly) await load(loading.dataset.plotly);
      isDrawn = true;
      for (const chart of charts) {
        await draw(chart);
        await new Promise((resolve) => setTimeout(resolve)); // the page can be read and moved meanwhile
      }
      loading.hidden = true;
    } catch {
      isDrawn = false;
      open(true);
      waiting.hidden = true;
      loading.hidden = button.hidden = failed.hidden = false;
    }
    clearTimeout(soon);
    reserve(() => "");
  }

  /* Anew each time: what is left of an earlier drawing would fade into the next one. */
  function draw(chart, isOnPaper = false) {
    const { data, layout } = figure(chart, isOnPaper ? paper : NIGHT.matches ? night : {});
    if (isOnPaper)
      Object.assign(layout, { width: A4.width, height: Math.min(layout.height, A4.height), autosize: false });
    else if (PHONE.matches) layout.font.size = 11;
    return Plotly.newPlot(chart.querySelector(".drawing"), data, layout, SETTINGS);
  }

  /* A text that is one of the colours, or `rgba(...)` of one, becomes what stands for it. */
  function coloured(text, colours) {
    const parts = /^rgba\((\d+), ?(\d+), ?(\d+), ?([\d.]+)\)$/.exec(text);
    if (!parts) return colours[text] ?? text;
    const hex = parts.slice(1, 4).map((part) => Number(part).toString(16).padStart(2, "0"));
    const other = colours[`#${hex.join("")}`];
    if (!other) return text;
    const [red, green, blue] = [1, 3, 5].map((place) => parseInt(other.slice(place, place + 2), 16));
    return `rgba(${red}, ${green}, ${blue}, ${parts[4]})`;
  }

  function redraw(isOnPaper) {
    if (!isDrawn) open(isOnPaper);
    else for (const chart of charts) draw(chart, isOnPaper);
  }

  for (const query of [PHONE, NIGHT]) query.addEventListener("change", () => isDrawn && redraw(false));
  addEventListener("beforeprint", () => redraw(true));
  addEventListener("afterprint", () => redraw(false));
  button.addEventListener("click", begin);
  open(false);
  if (isDear()) loading.hidden = button.hidden = false;
  else begin();
})();
