// Checking a certificate by its number: for anybody, without an account and without scripts.
import { expect, test } from "./support/reader.ts";
import { canBeUsedByEverybody } from "./support/staff.ts";

test("A stranger learns that a number has a slip, and that another was never issued", async ({ reader }) => {
  await reader.opens("/");
  await reader.follows("核验证明");
  await reader.seesHeading("核验证明");
  await canBeUsedByEverybody(reader);
  await reader.page.getByLabel("证明编号").fill("2222 2222 2222 2223");
  await reader.presses("核验");
  await expect(reader.page.getByRole("alert")).toContainText("编号有写错的地方");
  await expect(reader.page.getByLabel("证明编号")).toHaveValue("2222 2222 2222 2223");
  await canBeUsedByEverybody(reader);
  await reader.page.getByLabel("证明编号").fill("2222 2222 2222 2222");
  await reader.presses("核验");
  await expect(reader.page.getByRole("alert")).toContainText("没有这个编号的证明");
  await reader.follows("签名用的公钥");
  await reader.seesHeading("签名公钥");
  await canBeUsedByEverybody(reader);
});
