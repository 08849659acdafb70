import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import type { RecordStats } from "../src/api/types";
import { byteSize } from "../src/features/settings/byteSize";
import { open } from "./journey";

const settings = async (more: Partial<RecordStats> = {}, language: "en" | "es" = "en") => {
  open({ language }, (platform) => ({
    recordStats: async () => ({ ...(await platform.recordStats()), ...more }),
  }));
  await userEvent.click(await screen.findByTestId("nav-settings"));
  return (await screen.findByTestId("settings-record")).textContent;
};

describe("the record in the settings", () => {
  it("says how large it is, how it grows, and how long content is kept", async () => {
    const text = await settings();
    expect(text).toContain("2.6 GB, 96.5 MB of it free");
    expect(text).toContain("82,185 deliveries, 155 MB");
    expect(text).toContain("Content is kept180 days");
    expect(text).toContain("Checked for damageAt every start");
    expect(screen.queryByTestId("settings-record-damage")).toBeNull();
  });

  it("says it in Spanish", async () => {
    const text = await settings({ freeBytes: 0, retentionDays: 0 }, "es");
    expect(text).toContain("82.185 entregas");
    expect(text).toContain("Para siempre");
  });

  it("shows damage with what to do", async () => {
    await settings({ damage: "Tree 7 page 12: btreeInitPage() returns error code 11" });
    expect((await screen.findByTestId("settings-record-damage")).textContent).toContain("put back a backup");
  });
});

describe("background work in the settings", () => {
  it("is one line while all of it goes on, and names what broke off", async () => {
    await settings();
    expect(screen.getByTestId("settings-workers").textContent).toBe("16 tasks run");
  });

  it("names what broke off", async () => {
    open({ language: "en" }, (platform) => ({
      workers: async () => {
        const [first, ...others] = await platform.workers();
        return [{ ...first, state: "broken_off", brokenOff: 3, brokenOffAt: 0 }, ...others];
      },
    }));
    await userEvent.click(await screen.findByTestId("nav-settings"));
    const text = (await screen.findByTestId("settings-workers")).textContent;
    expect(text).toContain("Applying deliveries");
    expect(text).toContain("broke off 3 times");
    expect(text).not.toContain("Sending emails");
  });
});

describe("sizes", () => {
  it.each([
    [0, "0 byte"],
    [999, "999 byte"],
    [1_500, "1.5 kB"],
    [2_571_378_688, "2.6 GB"],
    [9e17, "900,000 TB"],
  ])("%d bytes", (bytes, expected) => {
    expect(byteSize(bytes, "en")).toBe(expected);
  });
});
