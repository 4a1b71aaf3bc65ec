// Runs before the first paint: the page's language decides the Han glyphs of the skeleton and what a reader is told.
(() => {
  const known = ["zh-Hant", "zh-Hans", "en"];
  let language = null;
  try {
    language = localStorage.getItem("tuantuo.language");
  } catch {
    // storage is forbidden: the browser's own languages decide
  }
  if (!known.includes(language)) {
    const wanted = navigator.languages.map((tag) => tag.toLowerCase());
    const match = wanted.map((tag) => {
      if (tag.startsWith("zh")) return /hans|-cn|-sg|-my/.test(tag) ? "zh-Hans" : "zh-Hant";
      return tag.startsWith("en") ? "en" : null;
    });
    language = match.find((tag) => tag !== null) ?? "zh-Hant";
  }
  document.documentElement.lang = language;
})();
