// The map: complete without scripts, and by keyboard alone with them.
import { expect, test } from "@playwright/test";

test("A county on the overview leads to its stations @no-script", async ({ page }) => {
  await page.goto("/stations");
  await page.getByRole("link", { name: /^琼海，12 个站点/ }).click();
  await expect(page).toHaveURL(/area=469002/);
  await expect(page.getByRole("heading", { name: /共 12 个/ })).toBeVisible();
});

test("Somebody reaches a station by keyboard alone @script", async ({ page }) => {
  await page.goto("/stations?area=469002");
  await page.locator("#map").scrollIntoViewIfNeeded();
  const marker = page.locator("button.marker").first();
  await expect(marker).toBeVisible();
  await marker.focus();
  await page.keyboard.press("Enter");
  await expect(marker).toHaveAttribute("aria-pressed", "true");
  const chosen = page.locator(".map__chosen a").first();
  await expect(chosen).toHaveText((await marker.getAttribute("aria-label")) ?? "");
  const address = await chosen.getAttribute("href");
  await chosen.focus();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(new RegExp(`${address}$`));
});
