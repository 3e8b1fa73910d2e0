// The people of a station who work on a journey, each on a device of their own.
import type { Browser } from "@playwright/test";
import type { Reader } from "./reader.ts";
import { beginsWork, comesIn, createAdmin, invites, onAnotherDevice } from "./staff.ts";

/** Where they work: the station, its township by code, and the 市县. */
export interface Seat {
  station: string;
  place: string;
  county: string;
}

export const STATION = "嘉积镇社工站";
export const JIAJI: Seat = { station: STATION, place: "469002100", county: "琼海市" };

/** The people of a journey beside the reader, each on a device of their own. */
export interface Crew {
  at: Seat;
  /** Reads the outbox. */
  office: Reader;
  worker: Reader;
  leader: Reader;
}

interface Devices {
  reader: Reader;
  browser: Browser;
  baseURL?: string;
  javaScriptEnabled?: boolean;
}

/** Lets them begin work. */
export async function crewOf({ reader, browser, baseURL, javaScriptEnabled }: Devices, at = JIAJI): Promise<Crew> {
  const device = () => onAnotherDevice(reader, browser, baseURL, javaScriptEnabled);
  const [office, worker, leader] = [await device(), await device(), await device()];
  await comesIn(office, createAdmin().link);
  const security = await invites(office, "周安全", "海南省", "安全管理员");
  const workerLink = await invites(office, "符社工", at.station, "社工");
  const leaderLink = await invites(office, "陈站长", at.station, "站长");
  await office.presses("退出登录");
  await comesIn(office, security, "周安全");
  await beginsWork(worker, workerLink, "符社工");
  await beginsWork(leader, leaderLink, "陈站长");
  return { at, office, worker, leader };
}

/** Puts their devices away. */
export async function goHome(crew: Crew) {
  for (const one of [crew.office, crew.worker, crew.leader]) await one.page.context().close();
}
