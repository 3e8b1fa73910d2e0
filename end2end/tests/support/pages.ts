// Every kind of page, by address: one of each for what needs a browser, and all of them by the site map.
import type { APIRequestContext } from "@playwright/test";
import type { Directory } from "./directory.ts";

/** One address of each kind and state of page, in Chinese. */
export function aPageOfEachKind(directory: Directory): string[] {
  const placed = directory.station((it) => it.position !== null);
  const unplaced = directory.station((it) => it.position === null && it.kind === "village_room");
  const { village } = directory.servedVillage();
  const { village: unserved } = directory.unservedVillage();
  return [
    "/",
    "/stations",
    `/stations?area=${village.code}`,
    `/stations?area=${unserved.code}`,
    `/stations?q=${encodeURIComponent(directory.homonyms()[0].name)}`,
    "/stations?area=469028&kind=station&near=18.51,110.04&sort=distance",
    "/stations?q=qqqxxqqq",
    `/stations/${placed.slug}`,
    `/stations/${unplaced.slug}`,
    "/services",
    "/services/B02",
    `/services/${directory.items.find((it) => it.sensitive)?.code}`,
    "/areas",
    "/areas/469002",
    "/areas/460200",
    "/areas/460202",
    `/areas/${village.parent}`,
    `/areas/${village.code}`,
    `/areas/${unserved.code}`,
    "/policies",
    "/policies/dibao",
    `/policies/${directory.policies.find((it) => it.sensitive)?.slug}`,
    "/sign-in",
    "/about",
    "/data-sources",
    "/accessibility",
    "/privacy",
  ];
}

/** An address that leads nowhere. */
export const NOWHERE = "/nowhere";

/** The same page in English. */
export function inEnglish(address: string): string {
  return address === "/" ? "/en" : `/en${address}`;
}

/** Every address of the site map, both languages, without its host. */
export async function wholeSiteMap(request: APIRequestContext): Promise<string[]> {
  const xml = await (await request.get("/sitemap.xml")).text();
  return [...xml.matchAll(/<loc>([^<]+)<\/loc>/g)].map(([, address]) => {
    const { pathname, search } = new URL(address.replaceAll("&amp;", "&"));
    return pathname + search;
  });
}
