import { describe, expect, it } from "vitest";
import type { DeliveryEffect, Provider, RejectionReason } from "../src/api/types";
import { effectTone } from "../src/features/deliveries/effect";
import { adviceFor, mendingPlace } from "../src/features/deliveries/why";
import { type WordId, wordsIn } from "../src/i18n";
import type { PlacePath } from "../src/navigation/places";
import { deliveryViews } from "./fixtures";

describe("the advice for a rejected delivery", () => {
  it.each<[Provider, RejectionReason, WordId, PlacePath]>([
    ["rappi", "wrong_secret", "todo.register_again", "/settings/receiver"],
    ["rainforest", "wrong_secret", "todo.rainforest_secret", "/settings/credentials"],
    ["rainforest", "no_secret", "todo.rainforest_secret", "/settings/credentials"],
    ["ratepay", "wrong_secret", "todo.ratepay_secret", "/subscriptions"],
    ["ratepay", "header_missing", "todo.ratepay_secret", "/subscriptions"],
    ["ratepay", "body_compressed", "todo.compression", "/settings/receiver"],
    ["rainforest", "clock_off", "todo.clock", "/settings/receiver"],
  ])("of %s, %s, is its own", (provider, why, first, place) => {
    const { todo } = adviceFor(why, provider);
    expect(todo[0]).toBe(first);
    expect(mendingPlace(why, provider).place).toEqual(place);
    expect(todo.includes("todo.register_again")).toBe(provider === "rappi");
    expect(todo.at(-1)).toBe("todo.reverify");
  });

  it("offers to verify again only what is kept whole", () => {
    expect(adviceFor("wrong_path", "rappi").todo).not.toContain("todo.reverify");
  });
});

describe("every rejected delivery of the core", () => {
  it.each(deliveryViews.filter(({ row }) => row.verdict === "rejected"))("has words and steps: $row.why", ({ row }) => {
    const { t } = wordsIn("en");
    const { why, short, todo } = adviceFor(row.why, row.provider);
    expect([t(why), t(short), ...todo.map((step) => t(step))]).not.toContain("");
    expect(todo.length).toBeGreaterThan(0);
    expect(row.why === null).toBe(row.unreadableWhy !== null);
  });
});

const row = (effect: DeliveryEffect) => deliveryViews.filter(({ row }) => row.effect === effect)[0].row;

describe("a verified delivery", () => {
  it.each<[DeliveryEffect, string]>([
    ["applied", "ok"],
    ["received", "off"],
    ["duplicate", "off"],
    ["ignored", "off"],
    ["dead_letter", "doubt"],
  ])("that was %s looks %s", (effect, tone) => {
    expect(effectTone(row(effect))).toBe(tone);
  });
});
