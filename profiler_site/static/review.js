/* Keys of the review page: each element with data-key is followed, pressed or entered by it. */
"use strict";
document.addEventListener("keydown", (event) => {
  const target = event.target;
  const typing = target.matches("input, select, textarea");
  if (event.key === "Escape" && typing) target.blur();
  if (typing || event.ctrlKey || event.metaKey || event.altKey || !/^[a-z]$/.test(event.key)) return;
  const element = document.querySelector(`[data-key="${event.key}"]`);
  if (!element) return;
  event.preventDefault();
  if (element.matches("a, button")) element.click();
  else element.focus();
});
