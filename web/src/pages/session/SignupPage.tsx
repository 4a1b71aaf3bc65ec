import { TextInput } from "@mantine/core";
import { hasLength, isEmail, isNotEmpty, matches, useForm } from "@mantine/form";
import { Link, useLocation } from "wouter";
import { isProblem } from "../../api/problem";
import { readSession, signUp, type TenantKind } from "../../api/session";
import { paths, tenantHome } from "../../app/paths";
import { useBeginSession, useSessionQuery } from "../../app/session";
import { NewPasswordField, PASSWORD_MIN } from "../../features/session/PasswordField";
import styles from "../../features/session/session.module.css";
import { useLanguage, useT } from "../../i18n/useT";
import { FormErrorSummary } from "../../ui/FormErrorSummary";
import { PageHead } from "../../ui/PageHead";
import { Panel } from "../../ui/Panel";
import { ReasonedButton } from "../../ui/ReasonedButton";
import { Segmented } from "../../ui/Segmented";
import { useSubmit } from "../../ui/useSubmit";

/** Registers an agency or a developer, with its first owner if nobody is signed in. */
export default function SignupPage() {
  const t = useT();
  const language = useLanguage();
  const [, navigate] = useLocation();
  const begin = useBeginSession();
  const { data: session } = useSessionQuery();
  const anew = !session;
  const form = useForm({
    initialValues: { kind: "agency" as TenantKind, name: "", id: "", owner: { name: "", email: "", password: "" } },
    validate: {
      name: isNotEmpty(t("account.signup.companyMissing")),
      id: matches(/^[a-z](?:-?[a-z0-9])+$/, t("account.signup.idInvalid")),
      owner: {
        name: (name) => (anew ? isNotEmpty(t("account.join.nameMissing"))(name) : null),
        email: (email) => (anew ? isEmail(t("session.emailInvalid"))(email) : null),
        password: (password) => (anew ? hasLength({ min: PASSWORD_MIN }, t("account.password.short"))(password) : null),
      },
    },
  });
  const { busy, failure, send } = useSubmit(form, ["name", "id", "owner"]);

  const submit = form.onSubmit(async ({ kind, name, id, owner }) => {
    const done = await send(async () => {
      try {
        await signUp(kind, { id, name: name.trim(), ...(anew && { owner: { ...owner, email: owner.email.trim(), language } }) });
      } catch (error) {
        if (!isProblem(error, "id-taken", "email-taken")) throw error;
        form.setFieldError(error.code === "id-taken" ? "id" : "owner.email", error.detail);
        throw error;
      }
      begin(await readSession());
    });
    if (done) navigate(tenantHome(kind, id), { replace: true });
  });

  const labels = {
    name: t("account.signup.company"),
    id: t("account.signup.id"),
    "owner.name": t("account.join.name"),
    "owner.email": t("session.email"),
    "owner.password": t("session.password"),
  };
  const company = form.values.name.trim();
  return (
    <>
      <PageHead title={t("session.signup.title")} back={session ? paths.home() : paths.login()} />
      <form onSubmit={submit} noValidate>
        <FormErrorSummary form={form} labels={labels} failure={failure} />
        <Panel label={t("session.signup.title")}>
          <div className={`${styles.form} ${styles.wide}`}>
            <Segmented
              label={t("account.signup.kind")}
              options={(["agency", "developer"] as const).map((value) => ({ value, label: t(`session.kind.${value}`) }))}
              value={form.values.kind}
              onChange={(kind) => form.setFieldValue("kind", kind)}
            />
            <div className={styles.two}>
              <TextInput label={labels.name} maxLength={80} autoComplete="organization" {...form.getInputProps("name")} />
              <TextInput
                label={labels.id}
                description={t("account.signup.idHint")}
                maxLength={40}
                autoCapitalize="off"
                autoComplete="off"
                spellCheck={false}
                {...form.getInputProps("id")}
              />
            </div>
          </div>
        </Panel>
        <Panel title={t("account.signup.owner")}>
          {session ? (
            <p>{t("account.signup.ownerSignedIn", { email: session.user.email })}</p>
          ) : (
            <div className={`${styles.form} ${styles.wide}`}>
              <div className={styles.two}>
                <TextInput label={labels["owner.name"]} maxLength={80} autoComplete="name" {...form.getInputProps("owner.name")} />
                <TextInput
                  label={labels["owner.email"]}
                  type="email"
                  autoComplete="username"
                  autoCapitalize="off"
                  spellCheck={false}
                  {...form.getInputProps("owner.email")}
                />
              </div>
              <NewPasswordField label={labels["owner.password"]} {...form.getInputProps("owner.password")} />
            </div>
          )}
        </Panel>
        <div className={styles.submit}>
          <ReasonedButton type="submit" variant="filled" loading={busy}>
            {company ? t("account.signup.act", { company }) : t("account.signup.actEmpty")}
          </ReasonedButton>
          {!session && (
            <span className="sub">
              {t("account.signup.have")} <Link href={paths.login()}>{t("session.login.act")}</Link>
            </span>
          )}
        </div>
      </form>
    </>
  );
}
