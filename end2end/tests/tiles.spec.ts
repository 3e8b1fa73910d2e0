// The background pictures of 天地图, against a stand-in for its server on this machine.
import { createServer } from "node:http";
import { expect, test } from "@playwright/test";
import { freePort, startServer } from "./support/server";

/** A transparent picture of one pixel. */
const picture = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==",
  "base64",
);

test("With a key the map asks 天地图 for both layers, and the policy lets it @script @desktop", async ({ page }) => {
  const asked: string[] = [];
  const port = await freePort();
  const tiles = createServer((request, answer) => {
    asked.push(request.url ?? "");
    answer.writeHead(200, { "content-type": "image/png", "cross-origin-resource-policy": "cross-origin" }).end(picture);
  }).listen(port, "127.0.0.1");
  const server = await startServer({
    tianditu_key: "key-of-this-test",
    tianditu_url: `http://127.0.0.1:${port}/{layer}?z={z}&y={y}&x={x}&tk={key}`,
  });
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(message.text());
  });
  try {
    await page.goto(`${server.address}/stations`);
    await page.locator("#map").scrollIntoViewIfNeeded();
    await expect(page.locator(".leaflet-tile").first()).toBeAttached();
    await expect.poll(() => new Set(asked.map((address) => address.split("?")[0]))).toEqual(new Set(["/vec", "/cva"]));
    expect(asked.every((address) => address.includes("tk=key-of-this-test"))).toBe(true);
    expect(complaints).toEqual([]);
  } finally {
    await server.stop();
    tiles.close();
  }
});
