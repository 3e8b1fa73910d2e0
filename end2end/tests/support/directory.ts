// What the site knows, as the field app fetches it: so that a journey can tell what is right without copying data.
import type { APIRequestContext } from "@playwright/test";

export type Text = { zh: string; en?: string | null };
export type Place = { at: { lat: number; lng: number }; precision: "door" | "town_seat" | "area_label" };

export type Station = {
  slug: string;
  kind: "county_centre" | "station" | "village_room";
  mode: string | null;
  name: Text;
  division: string;
  serves: string[];
  position: Place | null;
  phones: { number: string }[];
  hours: {
    weekly: string[][];
    holidays?: "closed" | "as_usual";
    exceptions?: { date: string; spans: string[] }[];
  };
  services: string[];
  stage: string;
  access: string[];
  demo: boolean;
};

export type Division = { code: string; name: string; name_en: string; level: string; parent: string; position: Place | null };
export type Village = { code: string; name: string; pinyin: string; parent: string };

type Document = {
  divisions: Division[];
  villages: Village[];
  stations: Station[];
  catalogue: { items: { code: string; question: Text; name: Text; sensitive?: boolean }[]; status: Text };
  policies: { slug: string; title: Text; sensitive?: boolean }[];
  calendar: Record<string, { kind: "holiday" | "workday" }>;
};

const DAY_MINUTES = 24 * 60;

/** The directory, with the few questions that journeys ask of it. */
export class Directory {
  private constructor(private readonly document: Document) {}

  static async of(request: APIRequestContext): Promise<Directory> {
    const answer = await request.get("/field/directory.json");
    return new Directory(await answer.json());
  }

  get stations() {
    return this.document.stations;
  }

  get villages() {
    return this.document.villages;
  }

  get items() {
    return this.document.catalogue.items;
  }

  get policies() {
    return this.document.policies;
  }

  /** 「参考清单，待官方清单发布后替换」. */
  get catalogueStatus() {
    return this.document.catalogue.status;
  }

  /** The 19 市县. */
  get counties() {
    return this.document.divisions.filter((it) => it.code.startsWith("46") && it.parent === "460000");
  }

  division(code: string): Division {
    return found(this.document.divisions.find((it) => it.code === code), `division ${code}`);
  }

  /** The first station for which `wanted` holds. */
  station(wanted: (station: Station) => boolean): Station {
    return found(this.stations.find(wanted), "such a station");
  }

  /** A village that one station serves through its whole township, and that no other village is named like. */
  servedVillage(): { village: Village; station: Station } {
    for (const village of this.villages.filter((it) => this.isTheOnlyOne(it))) {
      const serving = this.stations.filter((it) => it.serves.includes(village.parent));
      const named = this.stations.some((it) => it.serves.includes(village.code));
      if (serving.length === 1 && !named) return { village, station: serving[0] };
    }
    throw new Error("no village is served through its township");
  }

  /** A village in a township with a known seat that nobody serves, and that no other village is named like. */
  unservedVillage(): { village: Village; township: Division } {
    const served = new Set(this.stations.flatMap((it) => it.serves));
    for (const village of this.villages.filter((it) => this.isTheOnlyOne(it))) {
      const township = this.division(village.parent);
      const above = [village.code, village.parent, township.parent, this.division(township.parent).parent];
      const seated = township.position?.precision === "town_seat";
      if (seated && township.level === "township" && !above.some((code) => served.has(code))) return { village, township };
    }
    throw new Error("every village is served");
  }

  /** Villages that bear one name, two to twelve of them: the longest such list. */
  homonyms(): Village[] {
    const byName = new Map<string, Village[]>();
    for (const village of this.villages) byName.set(village.name, [...(byName.get(village.name) ?? []), village]);
    const several = [...byName.values()].filter((villages) => villages.length > 1 && villages.length <= 12);
    return found(several.sort((one, other) => other.length - one.length)[0], "a name of several villages");
  }

  /** Whether somebody who goes there at `now` finds it open; written anew, as a check on the site. */
  isOpen(station: Station, now: Date): boolean {
    if (!["operating", "evaluated", "rectifying"].includes(station.stage)) return false;
    const local = new Date(now.getTime() + 8 * 3_600_000);
    const minute = local.getUTCHours() * 60 + local.getUTCMinutes();
    const yesterday = new Date(local.getTime() - DAY_MINUTES * 60_000);
    const covers = (spans: string[], minute: number) =>
      spans.some((span) => {
        const [from, to] = span.split("-").map(minutes);
        return from <= minute && minute < (to <= from ? to + DAY_MINUTES : to);
      });
    return covers(this.spansOn(station, local), minute) || covers(this.spansOn(station, yesterday), minute + DAY_MINUTES);
  }

  private spansOn({ hours }: Station, local: Date): string[] {
    const date = local.toISOString().slice(0, 10);
    const exception = hours.exceptions?.findLast((it) => it.date === date);
    if (exception) return exception.spans;
    const usual = hours.weekly[(local.getUTCDay() + 6) % 7];
    const kind = this.document.calendar[date]?.kind;
    if (kind === "holiday" && hours.holidays !== "as_usual") return [];
    return kind === "workday" && usual.length === 0 ? hours.weekly[0] : usual;
  }

  private isTheOnlyOne(village: Village): boolean {
    // Short names are also beginnings of others.
    const plain = village.name.replace(/(村委会|居委会|社区居委会|村民委员会)$/, "");
    return plain.length > 1 && this.villages.filter((it) => it.name.startsWith(plain)).length === 1;
  }
}

function minutes(clock: string): number {
  const [hours, minutes] = clock.split(":").map(Number);
  return hours * 60 + minutes;
}

function found<T>(thing: T | undefined, name: string): T {
  if (thing === undefined) throw new Error(`the directory does not hold ${name}`);
  return thing;
}
