/* What the desk shows: one answer, large; the people found; how things stand. */
const words = document.getElementById("desk-words").dataset;
const KINDS = { counted: "good", left: "good", again: "known", unknown: "bad", other_session: "bad" };
const BUZZ = { good: [60], known: [60, 80, 60], bad: [300], odd: [150, 80, 150] };

export function say(word, values = {}) {
  return Object.entries(values).reduce((text, [name, value]) => text.replace(`{${name}}`, value), words[word]);
}

export function clock(moment) {
  return new Date(moment).toLocaleTimeString("ja-JP", { hour: "2-digit", minute: "2-digit", timeZone: "Asia/Tokyo" });
}

function line(tag, className, text) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  element.textContent = text;
  return element;
}

function help(answer) {
  if (answer.outcome === "again" && answer.first) return say("first", { time: clock(answer.first) });
  if (answer.outcome === "unknown") return say(answer.sent ? "unknownHelp" : "offlineUnknown");
  if (answer.outcome === "other_session") return say("otherSessionHelp");
  if (["cancelled", "not_confirmed", "other_way"].includes(answer.outcome)) return say("settle");
  return "";
}

// The same report may be answered twice: at once by the device, then by the register.
export function showAnswer(answer) {
  const place = document.getElementById("desk-answer");
  const before = place.querySelector(".desk-answer");
  const kind = KINDS[answer.outcome] || "odd";
  if (before?.dataset.key === answer.key && before.dataset.outcome === answer.outcome && answer.outcome !== "unknown") return;
  const box = line("div", "desk-answer", "");
  Object.assign(box.dataset, { outcome: answer.outcome, key: answer.key });
  box.append(line("p", "desk-answer-word", say(answer.outcome)));
  if (answer.name) {
    box.append(line("p", "desk-answer-name", answer.name + say("san")));
    box.append(line("p", "desk-answer-kana", answer.kana || ""));
    box.append(line("p", "", answer.company + say("apart") + answer.type));
  }
  const more = help(answer);
  if (more) box.append(line("p", "", more));
  place.replaceChildren(box);
  navigator.vibrate?.(BUZZ[kind]);
}

export function showFound(people, receive) {
  const place = document.getElementById("found");
  place.replaceChildren(line("h2", "", say("found", { count: people.length })));
  if (!people.length) place.append(line("p", "", say("none")));
  const list = line("ul", "rows", "");
  for (const person of people.slice(0, 30)) {
    const row = line("li", "desk-row", "");
    const about = line("div", "", "");
    const name = line("p", "people-name", `${person.name} `);
    name.append(line("span", "meta", person.kana));
    about.append(name, line("p", "meta", person.company + say("apart") + person.type));
    const state = person.state === "ok" || person.first
      ? person.first ? say("arrived", { time: clock(person.first) }) : say("notYet")
      : say(person.state);
    about.append(line("p", "desk-row-state", state));
    row.append(about);
    if (!person.first && person.state === "ok") {
      const button = line("button", "button button-primary button-small", say("receive"));
      button.type = "button";
      button.append(line("span", "visually-hidden", `: ${person.name}`));
      button.addEventListener("click", () => receive(person));
      row.append(button);
    }
    list.append(row);
  }
  place.append(list);
}

export function showSync({ waiting, stuck, state }) {
  const place = document.getElementById("desk-sync");
  const parts = [];
  if (state === "offline") parts.push(say("offline"));
  if (state === "sign_in") parts.push(say("signIn"));
  parts.push(waiting ? say("waiting", { count: waiting }) : state === "online" ? say("sent") : "");
  if (stuck) parts.push(say("stuck", { count: stuck }));
  const text = parts.filter(Boolean).join(" ");
  place.hidden = false;
  place.dataset.state = stuck ? "sign_in" : waiting && state === "online" ? "busy" : state;
  if (place.textContent !== text) place.textContent = text;
}

export function showRoster(roster) {
  document.getElementById("desk-device").hidden = false;
  document.getElementById("desk-roster").textContent = roster
    ? say("roster", { count: roster.people.length, time: clock(roster.at) })
    : say("noRoster");
}

export function showNumbers(numbers) {
  for (const element of document.querySelectorAll("[data-number]")) {
    element.textContent = numbers[element.dataset.number];
  }
  for (const element of document.querySelectorAll("[data-type]")) {
    const type = numbers.types[element.dataset.type - 1];
    if (type) element.textContent = `${type.there} / ${type.expected}`;
  }
}
