/* Each frame of the style guide is as high as what it shows. Without this the frames scroll. */
(() => {
  "use strict";

  const fit = (frame) => {
    const sample = frame.contentDocument && frame.contentDocument.body;
    if (sample) frame.height = Math.ceil(sample.getBoundingClientRect().height) + 2;
  };
  for (const frame of document.querySelectorAll("[data-sample]")) {
    frame.addEventListener("load", () => {
      fit(frame);
      new ResizeObserver(() => fit(frame)).observe(frame.contentDocument.body);
    });
  }
})();
