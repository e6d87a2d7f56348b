/* Files may be dropped anywhere on the page; the file input takes them, as it does by keyboard.
   They are sent with a bar that says how far, which a plain form does not have. All names live in a
   block: the answer is written into the same window, which runs this again. */
"use strict";
{
  const papers = document.querySelector("input[type=file]");
  const chosen = document.getElementById("chosen");
  const bar = document.getElementById("sent");
  const SHOWN = 5; // names; of more the rest is counted

  function tell() {
    const names = [...papers.files].map((file) => file.name);
    const size = [...papers.files].reduce((sum, file) => sum + file.size, 0) / 1048576;
    const rest = names.length > SHOWN ? ` +${names.length - SHOWN}` : "";
    const most = Number(papers.form.dataset.most);
    papers.setCustomValidity(names.length > most ? papers.form.dataset.many : "");
    chosen.textContent = names.length > most ? papers.form.dataset.many : names.length ? `${names.length} (${size.toFixed(1)} MB): ${names.slice(0, SHOWN).join(", ")}${rest}` : "";
  }

  function show(request) {
    document.open();
    document.write(request.responseText);
    document.close();
    history.replaceState(null, "", request.responseURL);
  }

  papers.addEventListener("change", tell);
  document.addEventListener("dragover", (event) => {
    event.preventDefault();
    papers.classList.add("over");
  });
  document.addEventListener("dragleave", () => papers.classList.remove("over"));
  document.addEventListener("drop", (event) => {
    event.preventDefault();
    papers.classList.remove("over");
    if (!event.dataTransfer.files.length) return;
    papers.files = event.dataTransfer.files;
    tell();
  });
  papers.form.addEventListener("submit", (event) => {
    event.preventDefault();
    const button = papers.form.querySelector("p > button");
    const request = new XMLHttpRequest();
    request.upload.addEventListener("progress", (sent) => { bar.value = sent.loaded / sent.total; });
    request.addEventListener("load", () => show(request));
    request.addEventListener("error", () => {
      bar.hidden = true;
      button.disabled = false;
      chosen.textContent = papers.form.dataset.broken;
    });
    request.open("POST", location.href);
    request.send(new FormData(papers.form));
    bar.hidden = false;
    button.disabled = true;
  });
}
