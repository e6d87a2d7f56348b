/* Helps on the page on which papers are filed: Enter goes from one field to look at to the next,
   names are completed from the list and from what was typed before, a group is ticked at once, and
   what is new is listed as it is typed. All of it can be done without. */
"use strict";
const form = document.querySelector("form.filing");
const typed = [...form.querySelectorAll("fieldset input:not([type=checkbox], [type=hidden])")];
const button = form.querySelector(".decide button");
const nameOf = (input) => input.name.split("-")[1];
const seen = new Set();
document.getElementById("keys").hidden = false;

function waits(input) {
  if (seen.has(input)) return false;
  const row = input.closest("li");
  const course = input.closest("fieldset").querySelector(".fields [name$=course]");
  const own = nameOf(input) === "course" && !input.value.trim() && !course.value.trim();
  if (row) return (own || input.closest(".look")) && row.querySelector("[name$=take]").checked;
  const forAll = nameOf(input) === "professor" && form.elements["all-professor"].value;
  return !input.value.trim() && !forAll && input.closest("fieldset").querySelector("[name$=take]:checked");
}

function next(from) {
  seen.add(from);
  const after = typed.filter((input) => from.compareDocumentPosition(input) & Node.DOCUMENT_POSITION_FOLLOWING);
  const tick = [...form.querySelectorAll(".decide [data-list]")].find(
    (list) => list.textContent && !list.parentElement.control.checked);
  const goal = after.find(waits) || (tick ? tick.parentElement.control : button);
  if (goal.closest("details")) goal.closest("details").open = true;
  goal.focus();
  if (goal.select) goal.select();
  goal.scrollIntoView({ block: "center" });
}

form.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.target === button) return;
  if (event.target.matches("summary, a")) return;
  event.preventDefault();
  if (event.ctrlKey || event.metaKey) form.requestSubmit();
  else next(event.target);
});

function list(kind) {
  const options = document.querySelectorAll(`#known-${kind}s option:not([data-fresh])`);
  const known = new Set([...options].map((one) => one.value.toLowerCase()));
  const said = [...form.querySelectorAll(`input[name$=-${kind}]`)].map((input) => input.value.trim());
  const fresh = [...new Set(said)].filter((words) => words && !known.has(words.toLowerCase()));
  form.querySelector(`[data-list=${kind}]`).textContent = fresh.length ? `: ${fresh.join("; ")}` : "";
}

for (const every of form.querySelectorAll("[data-every]")) {
  const group = every.closest("fieldset");
  const ticks = [...group.querySelectorAll("[name$=take]")];
  const tell = () => { every.checked = ticks.every((tick) => tick.checked); };
  every.parentElement.hidden = false;
  every.addEventListener("change", () => ticks.forEach((tick) => { tick.checked = every.checked; }));
  group.addEventListener("change", (event) => { if (event.target !== every) tell(); });
  tell();
}

const isNamed = (input) => ["course", "professor"].includes(nameOf(input));

function complete(input) {
  const begun = input.value.toLowerCase();
  const options = document.getElementById(`known-${nameOf(input)}s`).options;
  const fit = [...options].map((one) => one.value).filter((words) => words.toLowerCase().startsWith(begun));
  if (begun.length < 2 || fit.length !== 1) return;
  const typedTo = input.value.length;
  input.value = fit[0];
  input.setSelectionRange(typedTo, fit[0].length);
}

form.addEventListener("input", (event) => {
  if (!isNamed(event.target)) return;
  if (event.inputType === "insertText") complete(event.target);
  list(nameOf(event.target));
});
form.addEventListener("change", (event) => {
  if (!isNamed(event.target) || !event.target.value.trim()) return;
  const known = document.getElementById(`known-${nameOf(event.target)}s`);
  const words = event.target.value.trim();
  if ([...known.options].some((one) => one.value === words)) return;
  const option = document.createElement("option");
  option.value = words;
  option.dataset.fresh = "";
  known.append(option);
});
