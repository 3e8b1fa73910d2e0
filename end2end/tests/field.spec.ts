// The field app: opened once with a network, it starts and answers without one.
import { expect, test } from "@playwright/test";
import { startServer } from "./support/server.ts";

test("A worker opens the app in a new tab with the server stopped, and finds a village @script", async ({ context }) => {
  const server = await startServer();
  const first = await context.newPage();
  await first.goto(`${server.address}/field`);
  await expect(first.getByRole("status")).toContainText("离线可用");
  await first.waitForFunction(async () => (await navigator.serviceWorker.ready).active?.state === "activated");
  await first.close();
  await server.stop();

  const page = await context.newPage();
  await page.goto(`${server.address}/field`);
  const box = page.getByRole("searchbox");
  await box.fill("大礼村");
  await expect(page.getByRole("heading", { name: /大礼村委会/ })).toContainText("嘉积镇社工站");
  await expect(page.locator("a[href^='tel:']").first()).toBeVisible();
  await expect(page.getByText(/没有网络/)).toBeVisible();

  await box.fill("jiaji");
  await page.getByRole("link", { name: "嘉积镇社工站" }).first().click();
  await expect(page.getByRole("table")).toContainText("今天");
  await page.goBack();
  await expect(box).toHaveValue("jiaji");

  await page.goto(`${server.address}/field/stations/qionghai-jiaji`);
  await expect(page.getByRole("heading", { name: "嘉积镇社工站" })).toBeVisible();
});

test("The app speaks English, and remembers it @script", async ({ page }) => {
  await page.goto("/field");
  await page.getByRole("button", { name: "English" }).click();
  await expect(page.getByRole("link", { name: "Find" })).toBeVisible();
  await page.reload();
  await expect(page.getByRole("button", { name: "中文" })).toBeVisible();
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
});
