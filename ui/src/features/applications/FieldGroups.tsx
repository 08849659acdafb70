import type { ApplicationField, FieldGroup } from "../../api/types";
import type { Fact } from "../../components/Card";
import { Card, Facts } from "../../components/Card";
import { useWords, type WordId } from "../../i18n";
import css from "./ApplicationPanel.module.css";
import { FieldName } from "./FieldName";

const GROUPS: [FieldGroup, WordId][] = [
  ["business", "application.group.business"],
  ["contact", "application.group.contact"],
  ["people", "application.group.people"],
  ["volumes", "application.group.volumes"],
  ["banking", "application.group.banking"],
  ["underwriting", "application.group.underwriting"],
  ["times", "application.group.times"],
  ["other", "application.group.other"],
];

/** US cents as money; the document gives no other currency. */
function money(value: string, language: string): string {
  const cents = Number(value);
  if (!Number.isFinite(cents)) return value;
  return new Intl.NumberFormat(language, { style: "currency", currency: "USD" }).format(cents / 100);
}

/** Every field that has a value, by what it belongs to. */
export function FieldGroups({ fields }: { fields: ApplicationField[] }) {
  const { t, language, moment } = useWords();
  const shown = (field: ApplicationField): string => {
    const value = field.value ?? "";
    if (field.masked) return t("application.masked");
    if (field.group === "volumes") return money(value, language);
    const at = field.group === "times" ? Date.parse(value) : Number.NaN;
    if (Number.isNaN(at)) return value;
    return field.zoneless ? t("application.zoneless", { time: moment(at) }) : moment(at);
  };
  const fact = (field: ApplicationField, whose: string): Fact => ({
    id: field.name,
    label: <FieldName name={field.name.slice(whose.length && whose.length + 1)} />,
    value: field.masked ? shown(field) : <bdi>{shown(field)}</bdi>,
  });
  return GROUPS.map(([group, word]) => {
    const found = fields.filter((field) => field.group === group && field.value !== null);
    return found.length === 0 ? null : (
      <section key={group} data-testid={`fields-${group}`}>
        <h3>{t(word)}</h3>
        <Card>
          {byPerson(found).map(([whose, own]) => (
            <div key={whose} className={css.person}>
              {whose && (
                <b>
                  <FieldName name={whose} />
                </b>
              )}
              <Facts facts={own.map((field) => fact(field, whose))} />
            </div>
          ))}
        </Card>
      </section>
    );
  });
}

/** What belongs to a person under one name, instead of with that name before every line; everything else under none. */
function byPerson(fields: ApplicationField[]): [string, ApplicationField[]][] {
  const people = new Map<string, ApplicationField[]>();
  for (const field of fields) {
    const whose = field.group === "people" && field.name.includes(".") ? field.name.split(".")[0] : "";
    people.set(whose, [...(people.get(whose) ?? []), field]);
  }
  return [...people];
}
