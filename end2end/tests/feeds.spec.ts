// Calendars and cards, read by a library that has nothing to do with the one of the server's own tests.
import ICAL from "ical.js";
import { expect, test } from "./support/reader.ts";

test("A station's card says what its page says @desktop", async ({ reader, directory }) => {
  const station = directory.stations[0];
  const answer = await reader.page.request.get(`/stations/${station.slug}/contact.vcf`);
  expect(answer.headers()["content-type"]).toBe("text/vcard; charset=utf-8");
  const card = new ICAL.Component(ICAL.parse(await answer.text()));
  expect(card.name).toBe("vcard");
  expect(card.getFirstPropertyValue("fn")).toBe(station.name.zh);
});

test("The calendar of activities holds whole events @desktop", async ({ reader }) => {
  const answer = await reader.page.request.get("/activities/calendar.ics");
  expect(answer.headers()["content-type"]).toBe("text/calendar; charset=utf-8");
  const calendar = new ICAL.Component(ICAL.parse(await answer.text()));
  expect(calendar.getFirstPropertyValue("version")).toBe("2.0");
  const events = calendar.getAllSubcomponents("vevent");
  expect(events.length).toBeGreaterThan(0);
  for (const component of events) {
    const event = new ICAL.Event(component);
    expect(event.uid).not.toBe("");
    expect(event.summary).not.toBe("");
    expect(event.endDate.compare(event.startDate)).toBe(1);
  }
});
