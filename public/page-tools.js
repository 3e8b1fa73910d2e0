// Print, read aloud, find the nearest: buttons that appear only where the browser can.
const print = document.querySelector("[data-print]");
if (print) {
  print.hidden = false;
  print.addEventListener("click", () => globalThis.print());
}

const aloud = document.querySelector("[data-read-aloud]");
if (aloud && globalThis.speechSynthesis) {
  const start = aloud.textContent;
  const stopped = () => {
    aloud.textContent = start;
  };
  aloud.hidden = false;
  aloud.addEventListener("click", () => {
    if (speechSynthesis.speaking) {
      speechSynthesis.cancel();
      stopped();
      return;
    }
    const words = [...document.querySelectorAll("main h1, main .opening, main .hours, main .facts, main h2, main p:not(.breadcrumb *, li *, .opening, .no-print *), main li:not(.breadcrumb *, .no-print *)")];
    const speech = new SpeechSynthesisUtterance(words.map((element) => element.innerText).join("。"));
    speech.lang = document.documentElement.lang;
    speech.rate = 0.9;
    speech.addEventListener("end", stopped);
    speech.addEventListener("error", stopped);
    aloud.textContent = aloud.dataset.stop;
    speechSynthesis.speak(speech);
  });
  addEventListener("pagehide", () => speechSynthesis.cancel());
}

const copy = document.querySelector("[data-copy]");
// Refused outside HTTPS and on old browsers: the address can still be marked by hand.
if (copy && navigator.clipboard) {
  const words = copy.textContent;
  copy.hidden = false;
  copy.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.querySelector("[data-address]").textContent);
    copy.textContent = copy.dataset.copied;
    setTimeout(() => {
      copy.textContent = words;
    }, 2000);
  });
}

const locate = document.querySelector("[data-locate]");
if (locate && navigator.geolocation) {
  locate.hidden = false;
  const refused = document.querySelector("[data-refused]");
  locate.addEventListener("click", () => {
    navigator.geolocation.getCurrentPosition(
      // Rounded to some 100 metres before it goes anywhere; whatever else was asked for stays asked for.
      ({ coords }) => {
        const asked = new URLSearchParams(location.search);
        asked.delete("near");
        location.assign(`?${[asked, `near=${coords.latitude.toFixed(3)},${coords.longitude.toFixed(3)}`].filter(String).join("&")}#nearest`);
      },
      () => {
        refused.textContent = refused.dataset.refused;
      },
    );
  });
}

// Where somebody is who says that they came: sent with their form, if they press for it.
const position = document.querySelector("[data-position]");
if (position && navigator.geolocation) {
  const said = position.querySelector("[role=status]");
  const [added, refused] = [said.dataset.added, said.dataset.refused];
  position.hidden = false;
  position.querySelector("button").addEventListener("click", () => {
    const tells = (place) => {
      position.querySelector("input").value = place;
      said.textContent = place ? added : refused;
    };
    navigator.geolocation.getCurrentPosition(
      // One that may be wrong by a kilometre tells nothing; others are rounded to some 100 metres.
      ({ coords }) => tells(coords.accuracy < 1000 ? `${coords.latitude.toFixed(3)},${coords.longitude.toFixed(3)}` : ""),
      () => tells(""),
    );
  });
}

// What was typed and not sent lies on the device alone: one goes on where it lies.
const goesOn = document.querySelector("[data-drafts]");
if (goesOn) {
  try {
    const lies = ([draft, basis]) => localStorage.getItem(`form-draft ${draft} `)?.split(" ")[3] === basis;
    const found = goesOn.dataset.drafts.split("\n").map((line) => line.split(" ")).find(lies);
    if (found) goesOn.href = found[2];
  } catch {
    // The browser keeps nothing.
  }
}
