// Policy guides: what, who, which papers, where to go; and that they are for orientation only.
import { expect, test } from "./support/reader.ts";

test("A reader goes from the list to a guide and from there to a station", async ({ reader }) => {
  await reader.opens("/");
  await reader.goesTo("政策指南");
  await reader.follows("低保（最低生活保障）");
  await reader.seesHeading("低保（最低生活保障）");
  for (const heading of ["这是什么", "谁可以申请", "要带哪些材料", "去哪里办", "依据"]) await reader.seesHeading(heading);
  await reader.follows("找我的社工站");
  await expect(reader.searchBox).toBeVisible();
});

test("Every guide says that the authorities' word counts, names its sources and its date @once", async ({ reader, directory }) => {
  expect(directory.policies.length).toBeGreaterThanOrEqual(10);
  for (const policy of directory.policies) {
    await reader.opens(`/policies/${policy.slug}`);
    await expect(reader.page.getByRole("heading", { level: 1, name: policy.title.zh })).toBeVisible();
    await reader.sees("参考，以官方公布为准");
    await reader.sees(/本页写于 \d{4}-\d\d-\d\d/);
    const sources = reader.main.locator("h2", { hasText: "依据" }).locator("+ ul").getByRole("listitem");
    expect(await sources.count(), policy.slug).toBeGreaterThan(0);
    await expect(sources.first()).toContainText(/《.+》/);
  }
});

test("Every guide is there in English @once", async ({ reader, directory }) => {
  for (const policy of directory.policies) {
    await reader.opens(`/en/policies/${policy.slug}`);
    await expect(reader.page.getByRole("heading", { level: 1, name: policy.title.en ?? "missing" })).toBeVisible();
    await reader.sees(/For orientation/);
  }
});

test("The guide on reporting harm to a child begins with the number to call at once @once", async ({ reader }) => {
  await reader.opens("/policies/mandatory-report");
  await expect(reader.main.getByRole("link", { name: /^110/ })).toHaveAttribute("href", "tel:110");
});

test("The numbers to call are links that dial @once", async ({ reader }) => {
  await reader.opens("/policies");
  const numbers = reader.main.locator("section", { hasText: "常用电话" }).getByRole("link");
  expect(await numbers.count()).toBeGreaterThan(3);
  for (const number of await numbers.all()) await expect(number).toHaveAttribute("href", /^tel:\d+$/);
});

test("A guide that does not exist leads to a page that helps on @once", async ({ reader }) => {
  const answer = await reader.opens("/policies/nowhere");
  expect(answer.status()).toBe(404);
  await reader.seesHeading("没有找到这个页面");
});
