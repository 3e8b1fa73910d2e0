// The province's officer: from a draft of the catalogue, or of a guide, to what the public reads.
//
// The journey has a server and data of its own, because it changes what everybody reads.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { inDays } from "./support/made_up.ts";
import { expect, Reader, test } from "./support/reader.ts";
import { startServer } from "./support/server.ts";
import { canBeUsedByEverybody, comesIn, pathOf } from "./support/staff.ts";
import { Watch } from "./support/watch.ts";

const root = resolve(import.meta.dirname, "../..");
const program = resolve(root, process.env.LASTMETRE_TEST_PROGRAM ?? "target/debug/lastmetre");

test("A draft is written, compared and published, and the public reads it @once", async ({ browser, javaScriptEnabled }) => {
  test.setTimeout(120_000);
  const data = mkdtempSync(join(tmpdir(), "lastmetre-catalogue-"));
  const run = (...words: string[]) =>
    execFileSync(program, words, { cwd: root, encoding: "utf8", env: { ...process.env, LASTMETRE_DATA_DIR: data } });
  run("migrate");
  run("seed", "--reference", "--demo");
  const told = run("account", "create-admin", "--name", "王小明", "--sign-in-name", "admin");
  const server = await startServer({ data_dir: data });
  const context = await browser.newContext({ baseURL: server.address, javaScriptEnabled, locale: "zh-CN", timezoneId: "Asia/Shanghai" });
  try {
    const reader = new Reader(await context.newPage(), new Watch(context, server.address));
    const { page, main } = reader;
    await comesIn(reader, pathOf(told.split("\n")[0]));
    await reader.follows("人员");
    await page.getByLabel("姓名").fill("吴处长");
    await page.getByLabel("登录名").fill("wu");
    await page.getByLabel("单位").selectOption({ label: "海南省" });
    await page.getByLabel("角色").selectOption({ label: "省级工作人员" });
    await reader.presses("生成邀请链接");
    const invitation = pathOf(await page.getByRole("status").locator("code").innerText());
    await reader.presses("退出登录");
    await comesIn(reader, invitation, "吴处长");

    // The catalogue: one service gets another name, one is taken over by it.
    await reader.follows("服务清单管理");
    await canBeUsedByEverybody(reader);
    await reader.presses(/从 ref-.* 版开始起草/);
    await reader.seesHeading(/清单草稿 20\d\d-1/);
    await canBeUsedByEverybody(reader);
    await main.getByRole("row").filter({ hasText: "A01" }).getByRole("link").click();
    await page.getByLabel("名称（中文）").fill("救助政策咨询台");
    await canBeUsedByEverybody(reader);
    await reader.presses("保存");
    await reader.sees("已保存");
    await reader.opens("/office/services/draft/item-A02");
    await page.getByText("从草稿中撤下").click();
    await reader.presses("确认撤下");
    await reader.follows("与现行版对比");
    await reader.sees("新增 0 项，改动 1 项，撤下 1 项");
    await canBeUsedByEverybody(reader);
    await reader.follows("发布");
    await canBeUsedByEverybody(reader);
    await page.getByLabel("生效日期").fill(inDays(0));
    await page.getByRole("button", { name: "发布" }).click();
    await expect(page.getByRole("alert")).toContainText("还没有写明 A02 由谁接替");
    await page.getByLabel(/^A02 .*改为$/).fill("A01");
    await page.getByRole("button", { name: "发布" }).click();
    await reader.sees(/现行：20\d\d-1 版，29 项服务/);
    await reader.opens("/services/A01");
    await reader.sees("救助政策咨询台");
    await reader.opens("/services");
    await expect(main.getByRole("link", { name: "困难群众主动发现" })).toHaveCount(0);

    // A guide: checked again, with a hotline.
    await reader.opens("/office");
    await reader.follows("政策指南管理");
    await canBeUsedByEverybody(reader);
    await main.getByRole("link", { name: /低保/ }).first().click();
    // The service that was taken over stands on the guide until somebody takes it away.
    await page.getByRole("checkbox", { name: /A02/ }).uncheck();
    await page.getByLabel("核对日期").fill(inDays(0));
    await page.getByLabel(/^12345 /).check();
    await canBeUsedByEverybody(reader);
    await reader.presses("保存草稿");
    await reader.follows("对比和发布");
    await canBeUsedByEverybody(reader);
    await page.getByRole("button", { name: "发布" }).click();
    await reader.sees("第 2 版");
    await reader.follows("公众看到的页面");
    await reader.sees(`本页由省级工作人员于 ${inDays(0)} 核对`);
  } finally {
    await context.close();
    await server.stop();
    rmSync(data, { recursive: true, force: true });
  }
});
