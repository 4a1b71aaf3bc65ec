import { Menu } from "@mantine/core";
import { useState } from "react";
import { useT } from "../../../i18n/useT";
import { PlusIcon } from "../../../ui/icons";
import { Panel } from "../../../ui/Panel";
import { changed, codesLeft, newRowId, newTable, newTier, withItem } from "../edits";
import { type PolicyForm, TABLE_LISTS, type TableForm, type TableList } from "../form";
import { useDesk, useWords } from "./desk";
import { ChoiceField, CodesField } from "./fields";
import { focusPlace } from "./focusPlace";
import { NotesAt } from "./NotesAt";
import styles from "./rows.module.css";
import { TierTable } from "./TierTable";

type GroupForm = Pick<
  PolicyForm,
  "groupTables" | "credentialRules" | "retroactive" | "onDrop" | "countBasis" | "pricedProducts" | "countedProducts"
>;

/** 2 團購折上折: the tiers of the categories, the channels of the credentials, and what counts. */
export function GroupSection(form: GroupForm) {
  const t = useT();
  const { change, editable } = useDesk();
  const [added, setAdded] = useState<string | null>(null);

  return (
    <Panel
      number={2}
      title={t("policies.tiers.title")}
      note={<span className="on-desktop">{t("policies.tiers.note")}</span>}
      actions={editable && <AddMenu form={form} onTable={setAdded} />}
    >
      <div data-section="groupTables credentialRules" tabIndex={-1}>
        {form.groupTables.length + form.credentialRules.length === 0 && <p className={styles.nothing}>{t("policies.tiers.none")}</p>}
        {(["groupTables", "credentialRules"] as const).map((list) =>
          form[list].map((table) => <TierTable key={table.id} list={list} table={table} tables={form[list]} opened={table.id === added} />),
        )}
        <NotesAt place="groupTables" exactly />
      </div>
      <div className={styles.after}>
        <div className={styles.two}>
          <ChoiceField
            label={t("policies.retroactive.label")}
            options={[
              { value: "true", label: t("policies.retroactive.yes") },
              { value: "false", label: t("policies.retroactive.no") },
            ]}
            value={`${form.retroactive}`}
            onChange={(value) => change((now) => ({ ...now, retroactive: value === "true" }))}
          />
          <ChoiceField
            label={t("policies.onDrop.label")}
            options={[
              { value: "keep", label: t("policies.onDrop.keep") },
              { value: "reverse", label: t("policies.onDrop.reverse") },
            ]}
            hint={form.retroactive ? undefined : t("policies.onDrop.unused")}
            value={form.onDrop}
            onChange={(onDrop) => change((now) => ({ ...now, onDrop }))}
          />
          <div>
            <ChoiceField
              label={t("policies.countBasis.label")}
              options={[
                { value: "signed", label: t("policies.countBasis.signed") },
                { value: "subscribed", label: t("policies.countBasis.subscribed") },
              ]}
              hint={t(`policies.countBasis.${form.countBasis}Hint`)}
              value={form.countBasis}
              onChange={(countBasis) => change((now) => ({ ...now, countBasis }))}
            />
            <NotesAt place="countBasis" />
          </div>
        </div>
        <Products priced={form.pricedProducts} counted={form.countedProducts} />
      </div>
    </Panel>
  );
}

function Products({ priced, counted }: { priced: string[]; counted: string[] }) {
  const t = useT();
  const { change, catalogue } = useDesk();
  const { word } = useWords();
  if (catalogue.products.length + priced.length + counted.length === 0) return null;

  const options = catalogue.products.map(({ code }) => ({ code, label: word("products", code) }));
  return (
    <div className={styles.two}>
      <div>
        <CodesField
          label={t("policies.priced.label")}
          hint={t("policies.priced.hint")}
          none={t("policies.priced.all")}
          place="pricedProducts"
          options={options}
          value={priced}
          onChange={(pricedProducts) => change((now) => ({ ...now, pricedProducts }))}
        />
        <NotesAt place="pricedProducts" />
      </div>
      <div>
        <CodesField
          label={t("policies.counted.label")}
          hint={t("policies.counted.hint")}
          none={t("policies.counted.all")}
          place="countedProducts"
          options={options}
          value={counted}
          onChange={(countedProducts) => change((now) => ({ ...now, countedProducts }))}
        />
        <NotesAt place="countedProducts" />
      </div>
    </div>
  );
}

/** 加一檔: to which table, or a table of its own. */
function AddMenu({ form, onTable }: { form: GroupForm; onTable: (id: string) => void }) {
  const t = useT();
  const { change, catalogue } = useDesk();
  const { who } = useWords();

  const addTier = (list: TableList, table: TableForm) => {
    const tier = newTier(newRowId("tier"));
    change((now) => ({ ...now, [list]: changed(now[list], table.id, { tiers: withItem(table.tiers, tier) }) }));
    focusSoon(`${list}/${table.id}/tiers/${tier.id}/fromUnits`);
  };
  const addTable = (list: TableList) => {
    const all = catalogue[TABLE_LISTS[list]].map(({ code }) => code);
    const table = newTable(newRowId("table"), newRowId("tier"), codesLeft(all, form[list]));
    onTable(table.id);
    change((now) => ({ ...now, [list]: withItem(now[list], table) }));
    focusSoon(`${list}/${table.id}/tiers/${table.tiers[0]?.id}/fromUnits`);
  };

  return (
    <Menu returnFocus={false}>
      <Menu.Target>
        <button type="button" className={styles.add}>
          <PlusIcon size={14} />
          {t("policies.tier.add")}
        </button>
      </Menu.Target>
      <Menu.Dropdown aria-label={t("policies.tier.add")}>
        {(["groupTables", "credentialRules"] as const).map((list) =>
          form[list].map((table) => (
            <Menu.Item key={table.id} onClick={() => addTier(list, table)}>
              {t("policies.tier.addTo", { who: who(TABLE_LISTS[list], table.codes) })}
            </Menu.Item>
          )),
        )}
        {form.groupTables.length + form.credentialRules.length > 0 && <Menu.Divider />}
        <Menu.Item onClick={() => addTable("groupTables")}>{t("policies.tier.addCategories")}</Menu.Item>
        {catalogue.credentials.length > 0 && (
          <Menu.Item onClick={() => addTable("credentialRules")}>{t("policies.tier.addCredentials")}</Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}

/** Once the new row stands on the page. */
export function focusSoon(place: string): void {
  setTimeout(() => focusPlace(place), 50);
}
