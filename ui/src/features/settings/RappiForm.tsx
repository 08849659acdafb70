import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { Dialect, HostPreset, RappiEdit, RappiSettings } from "../../api/types";
import { Area } from "../../components/Area";
import { Button } from "../../components/Button";
import { Pick, Segment } from "../../components/Choice";
import { Field } from "../../components/Field";
import { useNotices } from "../../components/notices/notices";
import { useAct } from "../../components/useAct";
import { useWords } from "../../i18n";
import { rappiSettingsQuery } from "../../queries/environmentQueries";
import { usePlatform } from "../../queries/usePlatform";
import { Acts, FormGroup } from "./Group";
import { isHost, linesOf, tokenFieldsOf } from "./rappiDraft";

const DIALECTS: Dialect[] = ["a", "b"];
const idOf = ({ country, family }: HostPreset) => `${country ?? "all"} ${family}`;

/** How the profile reaches Rappi: hosts, dialect, and the integrator's login. A simulated provider brings its own hosts. */
export function RappiForm({ settings }: { settings: RappiSettings }) {
  const { t, country } = useWords();
  const platform = usePlatform();
  const client = useQueryClient();
  const { done } = useNotices();
  const [login, setLogin] = useState(settings.login);
  const [api, setApi] = useState(settings.api);
  const [dialect, setDialect] = useState(settings.dialect);
  const [tokenUrl, setTokenUrl] = useState(settings.tokenUrl ?? "");
  const [fields, setFields] = useState(linesOf(settings.tokenFields));
  const own = !settings.simulated;
  const host = (text: string) => (isHost(text) ? null : t("rappi.hostWrong"));
  const [save, saving] = useAct(async () => {
    const tokenFields = tokenFieldsOf(fields);
    if (!tokenFields) return;
    const edit: RappiEdit = {
      login: own ? login.trim() : null,
      api: own ? api.trim() : null,
      dialect,
      tokenUrl: tokenUrl.trim(),
      tokenFields,
    };
    client.setQueryData(rappiSettingsQuery.queryKey, await platform.saveRappiSettings(edit));
    done(t("settings.saved"));
  });
  const chosen = settings.presets.find((preset) => preset.login === login.trim() && preset.api === api.trim());
  const take = (id: string) => {
    const preset = settings.presets.find((one) => idOf(one) === id);
    if (!preset) return;
    setLogin(preset.login);
    setApi(preset.api);
  };
  const options = settings.presets.map((preset) => ({
    id: idOf(preset),
    label: [
      preset.country ? country(preset.country) : t("rappi.everyCountry"),
      t(`rappi.family.${preset.family}`),
    ].join(" · "),
  }));
  return (
    <FormGroup title={t("rappi.title")} text={t(own ? "rappi.text" : "rappi.simulated")} onSend={() => save()}>
      {own && options.length > 0 && (
        <Pick
          label={t("rappi.preset")}
          placeholder={t("rappi.ownHosts")}
          options={options}
          value={chosen ? idOf(chosen) : null}
          onChange={take}
          testId="rappi-preset"
        />
      )}
      {own && (
        <>
          <Field
            label={t("settings.loginHost")}
            mono
            value={login}
            onChange={setLogin}
            validate={host}
            testId="rappi-login"
          />
          <Field label={t("settings.apiHost")} mono value={api} onChange={setApi} validate={host} testId="rappi-api" />
        </>
      )}
      <Segment
        label={t("rappi.dialect")}
        options={DIALECTS.map((id) => ({ id, label: t(`rappi.dialect.${id}`) }))}
        value={dialect}
        onChange={(next: Dialect) => setDialect(next)}
        testId={(id) => `rappi-dialect-${id}`}
      />
      <Field
        label={t("rappi.tokenUrl")}
        hint={t("rappi.tokenUrlHint")}
        mono
        value={tokenUrl}
        onChange={setTokenUrl}
        validate={(text) => (text.trim() === "" ? null : host(text))}
        testId="rappi-token-url"
      />
      <Area
        label={t("rappi.fields")}
        hint={t("rappi.fieldsHint")}
        rows={3}
        placeholder="audience = …"
        value={fields}
        onChange={setFields}
        validate={(text) => (tokenFieldsOf(text) ? null : t("rappi.fieldsWrong"))}
        testId="rappi-fields"
      />
      <Acts>
        <Button busy={saving} type="submit" testId="rappi-save">
          {t("settings.save")}
        </Button>
      </Acts>
    </FormGroup>
  );
}
