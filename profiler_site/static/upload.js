/* Files may be dropped anywhere on the page; the file input takes them, as it does by keyboard. */
"use strict";
const papers = document.querySelector("input[type=file]");
const chosen = document.getElementById("chosen");
const tell = () => {
  const names = [...papers.files].map((file) => file.name);
  chosen.textContent = names.length ? `${names.length}: ${names.join(", ")}` : "";
};
papers.addEventListener("change", tell);
document.addEventListener("dragover", (event) => event.preventDefault());
document.addEventListener("drop", (event) => {
  event.preventDefault();
  if (!event.dataTransfer.files.length) return;
  papers.files = event.dataTransfer.files;
  tell();
});
