// Home: one step to a station, the numbers for an emergency, and the ways on.
import { expect, test } from "./support/reader.ts";

test("A reader is one step from the station that serves their village", async ({ reader, directory }) => {
  const { village, station } = directory.servedVillage();
  await reader.opens("/");
  await expect(reader.searchBox).toBeInViewport();
  await reader.searches(village.name);
  await expect(reader.main.getByRole("link", { name: station.name.zh, exact: true }).first()).toBeVisible();
});

test("A reader is one step from the stations of their 市县", async ({ reader, directory }) => {
  await reader.opens("/");
  await reader.main.getByRole("link", { name: /^琼海/ }).click();
  await expect(reader.page).toHaveURL(/area=469002/);
  expect(await reader.count()).toBe(directory.stations.filter((it) => it.division.startsWith("469002")).length);
});

test("All 19 市县 stand there, each with its number of stations @once", async ({ reader, directory }) => {
  await reader.opens("/");
  const heading = reader.main.getByRole("heading", { name: "按市县找" });
  await expect(heading.locator("+ ul").getByRole("link")).toHaveCount(directory.counties.length);
  expect(directory.counties).toHaveLength(19);
});

test("The emergency numbers dial @once", async ({ reader }) => {
  await reader.opens("/");
  for (const number of ["110", "119", "120"]) {
    await expect(reader.main.getByRole("link", { name: new RegExp(`^${number}`) })).toHaveAttribute("href", `tel:${number}`);
  }
});

test("A question leads to its service, and a guide to its page", async ({ reader, directory }) => {
  await reader.opens("/");
  const question = directory.items[0].question.zh;
  await reader.follows(question);
  await expect(reader.page.getByRole("heading", { level: 1, name: question })).toBeVisible();
  await reader.opens("/");
  await reader.main.getByRole("link", { name: directory.policies[0].title.zh }).click();
  await expect(reader.page.getByRole("heading", { level: 1, name: directory.policies[0].title.zh })).toBeVisible();
});

test("The main navigation leads to every part and marks where one is", async ({ reader }) => {
  await reader.opens("/");
  for (const [entry, path] of [
    ["找社工站", "/stations"],
    ["服务", "/services"],
    ["地区", "/areas"],
    ["政策指南", "/policies"],
    ["关于", "/about"],
  ]) {
    await reader.goesTo(entry);
    await expect(reader.page).toHaveURL(new RegExp(`${path}$`));
    await expect(reader.page.getByRole("banner").getByRole("link", { name: entry, exact: true, includeHidden: true })).toHaveAttribute("aria-current", "page");
  }
});

test("The first press of Tab offers to skip to the content @script @once", async ({ reader }) => {
  await reader.opens("/services");
  await reader.pressesKey("Tab");
  await expect(reader.link("跳到正文")).toBeFocused();
  await reader.pressesKey("Enter");
  await expect(reader.main).toBeFocused();
});
