/* A little calendar that takes what arrives by mail, as RFC 5546 says (3.2.2, 3.2.5): an entry
   is known by its UID; a higher SEQUENCE, or the same with a later DTSTAMP, replaces it. */
globalThis.calendarStore = () => {
  const entries = {};
  const isNewer = (entry, known) =>
    !known || entry.sequence > known.sequence ||
    (entry.sequence === known.sequence && entry.stamp >= known.stamp);

  function take(text) {
    const calendar = new ICAL.Component(ICAL.parse(text));
    const method = calendar.getFirstPropertyValue("method");
    for (const part of calendar.getAllSubcomponents("vevent")) {
      const event = new ICAL.Event(part);
      const entry = {
        uid: event.uid,
        sequence: event.sequence,
        stamp: part.getFirstPropertyValue("dtstamp").toJSDate().getTime(),
        status: method === "CANCEL" ? "CANCELLED" : part.getFirstPropertyValue("status"),
        summary: event.summary,
        location: event.location,
        start: event.startDate.toJSDate().toISOString(),
        zone: event.startDate.zone.tzid,
        offset: event.startDate.zone.utcOffset(event.startDate),
        wallClock: event.startDate.toString(),
        attendees: event.attendees.map((one) => one.getFirstValue()),
      };
      const known = entries[entry.uid];
      if (method === "CANCEL" && !known) continue;
      if (isNewer(entry, known)) entries[entry.uid] = entry;
    }
    return entries;
  }
  return { take, entries };
};
