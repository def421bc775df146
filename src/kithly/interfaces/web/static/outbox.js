// Counts down until a message goes out, and then asks what became of it. Without this file the page stands still.
"use strict";

const SECOND = 1000;
const ASK_AGAIN = 3 * SECOND; // between two looks at what is on its way
const known = new WeakMap();
let counting = null;

// What the server said when it made the page, and when that is over by this browser's own clock.
function clockOf(line) {
  const seconds = line.dataset.seconds;
  if (known.get(line)?.seconds !== seconds) known.set(line, { seconds, ends: performance.now() + seconds * SECOND, asked: -Infinity });
  return known.get(line);
}

function countDown() {
  const waiting = document.querySelectorAll("[data-seconds]");
  if (waiting.length === 0) clearInterval(counting);
  for (const line of waiting) {
    const clock = clockOf(line);
    const left = Math.ceil((clock.ends - performance.now()) / SECOND);
    if (left > 0) line.textContent = `It goes out in ${left} ${left === 1 ? "second" : "seconds"}.`;
    else if (performance.now() - clock.asked > ASK_AGAIN) {
      clock.asked = performance.now();
      htmx.ajax("GET", "/outbox", { source: document.body, target: "#page", select: "#page", swap: "outerMorph" });
    }
  }
}

document.addEventListener("DOMContentLoaded", () => {
  counting = setInterval(countDown, SECOND);
  countDown();
});
