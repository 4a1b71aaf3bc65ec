import { Button } from "@mantine/core";
import { Component, type ReactNode } from "react";
import { useT } from "../i18n/useT";
import { EmptyState } from "../ui/states";

interface ErrorBoundaryProps {
  children: ReactNode;
  /** Changing it tries again: the address, so that a broken page does not follow to the next one. */
  resetKey?: string;
}

/** Catches what no page foresaw, and a page whose code did not arrive. What was being typed in it is lost; the page says so. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override componentDidUpdate(previous: ErrorBoundaryProps) {
    if (this.state.failed && previous.resetKey !== this.props.resetKey) this.setState({ failed: false });
  }

  override render() {
    return this.state.failed ? <Broken /> : this.props.children;
  }
}

function Broken() {
  const t = useT();
  return (
    <main>
      <h1 className="unseen">{t("common.broken")}</h1>
      <EmptyState
        fact={t("common.broken")}
        hint={t("common.brokenHint")}
        action={
          <Button variant="filled" onClick={() => location.reload()}>
            {t("common.reload")}
          </Button>
        }
      />
    </main>
  );
}
