// Workbooks in the office: a county fills in a sheet, sees what would come of each row, and confirms; with scripts and
// without.
import { expect, test } from "./support/reader.ts";
import { Office } from "./support/office.ts";
import { canBeUsedByEverybody } from "./support/staff.ts";

const COUNTY = "琼海市";

/** The sum of a part that stands in its zip file (CRC-32). */
function crc32(data: Buffer): number {
  let sum = 0xffffffff;
  for (const byte of data) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit += 1) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1;
  }
  return (sum ^ 0xffffffff) >>> 0;
}

/** A zip file whose parts are stored as they are. */
function zip(parts: [string, string][]): Buffer {
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, text] of parts) {
    const [nameBytes, data] = [Buffer.from(name), Buffer.from(text)];
    const head = Buffer.alloc(26);
    head.writeUInt16LE(20, 0);
    head.writeUInt16LE(0x21, 8);
    head.writeUInt32LE(crc32(data), 10);
    head.writeUInt32LE(data.length, 14);
    head.writeUInt32LE(data.length, 18);
    head.writeUInt16LE(nameBytes.length, 22);
    const local = Buffer.concat([Buffer.from("PK\x03\x04", "latin1"), head, nameBytes, data]);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    directory.push(Buffer.concat([Buffer.from("PK\x01\x02\x14\x00", "latin1"), head, place, nameBytes]));
    files.push(local);
    offset += local.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(parts.length, 4);
  end.writeUInt16LE(parts.length, 6);
  end.writeUInt32LE(central.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...files, central, Buffer.from("PK\x05\x06", "latin1"), end]);
}

/** A workbook with one sheet of texts, as people save it. */
function workbook(rows: string[][]): { name: string; mimeType: string; buffer: Buffer } {
  const escaped = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
  const cell = (text: string) => `<c t="inlineStr"><is><t>${escaped(text)}</t></is></c>`;
  const lines = rows.map((row, at) => `<row r="${at + 1}">${row.map(cell).join("")}</row>`).join("");
  const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
  const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  const relations = (kind: string, target: string) =>
    `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${office}/${kind}" Target="${target}"/></Relationships>`;
  const buffer = zip([
    ["[Content_Types].xml", `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`],
    ["_rels/.rels", relations("officeDocument", "xl/workbook.xml")],
    ["xl/workbook.xml", `<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="站点" sheetId="1" r:id="rId1"/></sheets></workbook>`],
    ["xl/_rels/workbook.xml.rels", relations("worksheet", "worksheets/sheet1.xml")],
    ["xl/worksheets/sheet1.xml", `<worksheet xmlns="${main}"><sheetData>${lines}</sheetData></worksheet>`],
  ]);
  return { name: "站点.xlsx", mimeType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", buffer };
}

test("A county imports a sheet: a wrong row is told in its cell, the right file is confirmed and read by the public @once", async ({ browser }) => {
  test.setTimeout(120_000);
  const office = await Office.opens(browser);
  try {
    const administrator = await office.administrator();
    const officer = await office.invites(administrator, "周县级", "zhou", COUNTY, "县级工作人员");
    const { page } = officer;
    const somebody = await office.reader();

    await officer.follows("Excel 导入");
    await officer.seesHeading("Excel 导入");
    await canBeUsedByEverybody(officer);
    const [template] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: "站点模板" }).click()]);
    expect(template.suggestedFilename()).toBe("units-template.xlsx");

    // A program with another name.
    await page.getByLabel("Excel 文件（.xlsx）").setInputFiles({ name: "表.xlsx", mimeType: "application/zip", buffer: Buffer.from("MZ\x90\x00", "latin1") });
    await officer.presses("上传并试算");
    await expect(page.getByRole("alert")).toContainText("这是一个程序");
    await expect(page).toHaveTitle(/^错误/);
    await canBeUsedByEverybody(officer);

    const heads = ["备注", "电话", "网址用词", "名称（中文）", "类型", "所在地区"];
    const added = ["", "0898-3333 3333", "qionghai-new", "新设社工站", "社工站", "469002100 嘉积镇"];
    await page.getByLabel("Excel 文件（.xlsx）").setInputFiles(workbook([["2026 年站点表"], heads, ["x", "不是电话", "qionghai-jiaji"], added]));
    await officer.presses("上传并试算");
    await officer.seesHeading("试算结果");
    await officer.sees(/B3 电话/);
    await officer.sees("有 1 行被拒绝，整个文件不能导入。请按下面的说明改好表格，再重新上传。");
    await officer.doesNotSee("确认导入");
    await officer.follows("拒绝 1");
    await officer.doesNotSee("新设社工站");
    await canBeUsedByEverybody(officer);
    await officer.presses("放弃");
    await officer.seesHeading("Excel 导入");

    await page.getByLabel("Excel 文件（.xlsx）").setInputFiles(workbook([heads, ["x", "0898-2222 2222", "qionghai-jiaji"], added]));
    await officer.presses("上传并试算");
    await officer.seesHeading("试算结果");
    await officer.sees(/0898-2222 2222/);
    await canBeUsedByEverybody(officer);
    await officer.presses("确认导入 2 行");
    await officer.seesHeading("导入完成");
    await officer.sees("新增 1 行，修改 1 行，已全部写入，公众页面已更新。");
    await canBeUsedByEverybody(officer);
    await somebody.opens("/stations/qionghai-jiaji");
    await somebody.sees("0898-2222 2222");
    await somebody.opens("/stations/qionghai-new");
    await somebody.seesHeading("新设社工站");

    // What is taken home comes back unchanged.
    await officer.follows("站点管理");
    const [list] = await Promise.all([page.waitForEvent("download"), officer.presses("导出 Excel（.xlsx）")]);
    expect(list.suggestedFilename()).toMatch(/^units-.*\.xlsx$/);
    const path = await list.path();
    await officer.follows("Excel 导入");
    await page.getByLabel("Excel 文件（.xlsx）").setInputFiles(path);
    await officer.presses("上传并试算");
    await officer.sees("表格里的内容和系统里的一样，不需要导入。");
  } finally {
    await office.closes();
  }
});

test("People come into the register from a sheet, the catalogue into a draft, and anybody takes the list home @once", async ({ browser }) => {
  test.setTimeout(120_000);
  const office = await Office.opens(browser);
  try {
    const administrator = await office.administrator();
    const officer = await office.invites(administrator, "周县级", "zhou", COUNTY, "县级工作人员");
    await officer.follows("Excel 导入");
    await officer.page.getByLabel("要导入什么").selectOption({ label: "人员名册" });
    const heads = ["网址用词", "姓名", "岗位", "用人单位", "职业资格", "证书编号", "到岗日期"];
    const people = ["qionghai-jiaji", "陈演示", "社工", "演示社工机构", "助理社会工作师", "AB-2021-0001", "2024/3/1"];
    await officer.page.getByLabel("Excel 文件（.xlsx）").setInputFiles(workbook([heads, people]));
    await officer.presses("上传并试算");
    await officer.sees(/陈演示/);
    await officer.doesNotSee("AB-2021-0001");
    await canBeUsedByEverybody(officer);
    await officer.presses("确认导入 1 行");
    await officer.seesHeading("导入完成");
    await officer.opens("/office/stations/qionghai-jiaji/staff");
    await officer.sees(/陈演示/);
    await officer.opens("/office/register");
    await canBeUsedByEverybody(officer);

    const province = await office.invites(administrator, "吴处长", "wu", "海南省", "省级工作人员");
    await province.follows("Excel 导入");
    await province.page.getByLabel("Excel 文件（.xlsx）").setInputFiles(workbook([["类别", "代码", "名称（中文）"], ["领域", "A", "社会救助和福利"], ["领域", "Z9Z", ""]]));
    await province.presses("上传并试算");
    await province.sees(/草稿里将不再有/);
    await canBeUsedByEverybody(province);
    await province.presses(/确认导入/);
    await province.seesHeading("导入完成");
    await canBeUsedByEverybody(province);
    await province.follows("去比较和发布");
    await province.follows("与现行版对比");
    await province.sees(/社会救助和福利/);
    await province.opens("/office/coverage");
    const [coverage] = await Promise.all([province.page.waitForEvent("download"), province.presses("导出 Excel（.xlsx）")]);
    expect(coverage.suggestedFilename()).toMatch(/^coverage-.*\.xlsx$/);

    const somebody = await office.reader();
    await somebody.opens("/stations?area=469002");
    const [list] = await Promise.all([somebody.page.waitForEvent("download"), somebody.page.getByRole("link", { name: "下载这份名单（.xlsx）" }).click()]);
    expect(list.suggestedFilename()).toMatch(/^stations-.*\.xlsx$/);
  } finally {
    await office.closes();
  }
});
