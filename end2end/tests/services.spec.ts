// From a question in plain words to the service, and from there to the nearest station that offers it.
import { expect, test } from "./support/reader.ts";

/** Where «leave quickly» leads. Answered by a stand-in, so that nothing leaves this machine. */
const NEUTRAL = "https://www.gov.cn/";

test("A reader picks a question and gets to the nearest station in a chosen area @wide", async ({ reader, directory }) => {
  const question = directory.items.find((it) => it.code === "B02")!.question.zh;
  await reader.opens("/");
  await reader.goesTo("服务");
  await reader.seesHeading("社工站能帮您做什么");
  await reader.follows(question);
  await reader.seesHeading(question);
  await reader.chooses("先选地区，看离您最近的", "琼海市");
  await reader.presses("查询");
  await expect(reader.page).toHaveURL(/\/services\/B02\?area=469002/);
  const offering = directory.stations.filter((it) => it.division.startsWith("469002") && it.services.includes("B02"));
  await expect(reader.cards).toHaveCount(Math.min(3, offering.length));
  const names = new Set(offering.map((it) => it.name.zh));
  expect((await reader.namesOnTheList()).every((name) => names.has(name))).toBe(true);
  // A 市县 is no point to measure from, a township is.
  await reader.chooses("再选乡镇，看离它最近的", "博鳌镇");
  await reader.presses("查询");
  await expect(reader.page).toHaveURL(/\/services\/B02\?area=469002\d{3}/);
  await expect(reader.cards).toHaveCount(3);
  await expect(reader.cards.nth(1)).toContainText(/约 [\d.]+ 公里/);
  const first = (await reader.namesOnTheList())[0];
  await reader.follows(first);
  await reader.seesHeading(first);
  await expect(reader.main.getByRole("link", { name: /^拨打 / })).toHaveAttribute("href", /^tel:\d+$/);
});

test("A reader presses «use my position» on a service and sees the nearest that offer it @script", async ({ reader, context }) => {
  await context.grantPermissions(["geolocation"]);
  await context.setGeolocation({ latitude: 18.505_678_9, longitude: 110.037_123_4 });
  await reader.opens("/services/B02");
  await expect(reader.cards).toHaveCount(0);
  await reader.presses("使用我的位置");
  await expect(reader.page).toHaveURL(/near=18\.506,110\.037/);
  await expect(reader.cards.first()).toContainText(/约 [\d.]+ (公里|米)/);
});

test("All thirty questions stand on the list, and it says that it is a reference list @once", async ({ reader, directory }) => {
  await reader.opens("/services");
  expect(directory.items).toHaveLength(30);
  for (const item of directory.items) await expect(reader.main.getByRole("link", { name: item.question.zh, exact: true })).toHaveCount(1);
  await reader.sees(directory.catalogueStatus.zh);
});

test("Every page that shows the catalogue says that it is a reference list @once", async ({ reader, directory }) => {
  for (const address of ["/services/A01", "/services/E04", `/stations/${directory.stations[0].slug}`]) {
    await reader.opens(address);
    await reader.sees(directory.catalogueStatus.zh);
  }
  await reader.opens("/en/services/A01");
  await reader.sees(directory.catalogueStatus.en ?? "no English");
});

test("A service says who it is for, what to bring, and which guides belong to it @once", async ({ reader }) => {
  await reader.opens("/services/A01");
  for (const words of ["社工站会做什么", "相关政策", "来的时候带什么"]) await reader.seesHeading(words);
  await reader.sees("谁可以用");
  const guide = reader.main.locator("h2", { hasText: "相关政策" }).locator("+ ul").getByRole("link").first();
  const title = await guide.innerText();
  await guide.click();
  await expect(reader.page.getByRole("heading", { level: 1, name: title })).toBeVisible();
});

test("A service that does not exist leads to a page that helps on @once", async ({ reader }) => {
  const answer = await reader.opens("/services/Z99");
  expect(answer.status()).toBe(404);
  await reader.seesHeading("没有找到这个页面");
});

test.describe("A page that nobody should find open", () => {
  const sensitive = "/services/E04";

  test.beforeEach(async ({ reader }) => {
    reader.watch.allow(new URL(NEUTRAL).host);
    await reader.page.route(`${NEUTRAL}**`, (route) => route.fulfill({ contentType: "text/html", body: "<title>neutral</title>" }));
  });

  test("is left by its button", async ({ reader }) => {
    await reader.opens(sensitive);
    await reader.presses(/快速离开/);
    await expect(reader.page).toHaveURL(NEUTRAL);
  });

  test("is left by pressing Escape three times, and does not stay behind in the history @script @once", async ({ reader }) => {
    await reader.opens("/about");
    await reader.opens(sensitive);
    await expect(reader.page.getByRole("button", { name: "快速离开" })).toBeVisible();
    for (let press = 0; press < 3; press += 1) await reader.pressesKey("Escape");
    await expect(reader.page).toHaveURL(NEUTRAL);
    await reader.page.goBack();
    await expect(reader.page).toHaveURL(/\/about$/);
  });

  test("has the way out wherever one has scrolled", async ({ reader, directory }) => {
    const pages = [
      ...directory.items.filter((it) => it.sensitive).map((it) => `/services/${it.code}`),
      ...directory.policies.filter((it) => it.sensitive).map((it) => `/policies/${it.slug}`),
    ];
    expect(pages).toContain(sensitive);
    for (const address of pages) {
      await reader.opens(address);
      await reader.page.getByRole("contentinfo").scrollIntoViewIfNeeded();
      await expect(reader.page.getByRole("button", { name: "快速离开" })).toBeInViewport();
    }
  });

  test("differs from other pages, which have no such button @once", async ({ reader }) => {
    await reader.opens("/services/B02");
    await expect(reader.page.getByRole("button", { name: "快速离开" })).toHaveCount(0);
  });
});
