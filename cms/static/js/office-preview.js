/* In the preview of a page: marks links whose words say nothing, for the rule of cms/reading/checks.py. */
(() => {
  "use strict";
  const vague = new Set(JSON.parse(document.getElementById("vague-link-words").textContent));
  const address = /^(https?:\/\/|www\.)\S+$/i;
  document.querySelectorAll("main a[href]").forEach((link) => {
    const words = link.textContent.replace(/’/g, "'").replace(/\s+/g, " ").trim();
    const bare = words.replace(/^[\s.…:>→»]+|[\s.…:>→»]+$/g, "").toLowerCase();
    if (address.test(words) || vague.has(bare)) link.dataset.vagueLink = words;
  });
})();
