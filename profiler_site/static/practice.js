/* The clock of a practice paper: it goes on over a reload, and moves by the minute only where
   somebody wants less motion. Without it the page is the same, with the time in words. */
"use strict";
const start = document.querySelector("[data-clock]");
const shown = document.querySelector(".clock");
const said = document.querySelector("[data-said]");
const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
const place = `clock ${location.pathname}`;
const SPOKEN = [60, 30, 15, 5, 1]; // minutes left at which a screen reader says so

function show() {
  const over = Number(sessionStorage.getItem(place)) + start.dataset.clock * 60000;
  const left = Math.max(0, Math.ceil((over - Date.now()) / 1000));
  const minutes = Math.floor(left / 60);
  const seconds = String(left % 60).padStart(2, "0");
  if (left === 0) {
    shown.textContent = said.textContent = start.dataset.over;
    return;
  }
  shown.textContent = calm ? `${Math.ceil(left / 60)} min ${start.dataset.left}` : `${minutes}:${seconds} ${start.dataset.left}`;
  if (left % 60 === 0 && SPOKEN.includes(minutes)) said.textContent = `${minutes} min ${start.dataset.left}`;
  setTimeout(show, 1000);
}

function run() {
  start.hidden = true;
  shown.hidden = false;
  show();
}

start.hidden = false;
start.addEventListener("click", () => {
  sessionStorage.setItem(place, Date.now());
  run();
});
if (sessionStorage.getItem(place)) run();
